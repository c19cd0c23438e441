"""An entry and its flow of three human tasks; stock models, stock views, stock pages."""
