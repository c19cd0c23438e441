import java.io.File;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.LogManager;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates files with the engine of veraPDF: {@code java Vera 3a,ua1 FILE...}, all in one start.
 *
 * One line a finding, parted by tabs: {@code FILE FLAVOUR PASS CHECKS} or {@code FILE FLAVOUR FAIL RULE MESSAGE}.
 * Compile after a change: javac --release 17 -cp JAR -d tests/verapdf tests/verapdf/Vera.java
 */
public class Vera {
  private static final int MOST_FAILURES = 1000;

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : List.of(arguments).subList(1, arguments.length)) {
      for (String flavour : arguments[0].split(",")) {
        report(file, flavour);
      }
    }
    System.out.println("END");
  }

  private static void report(String file, String name) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.fromString(name);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      throw new IllegalArgumentException("no such flavour: " + name);
    }
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
      PDFAValidator validator =
          Foundries.defaultInstance().createValidator(flavour, MOST_FAILURES, false, true, false);
      ValidationResult result = validator.validate(parser);
      if (result.isCompliant()) {
        say(file, name, "PASS", String.valueOf(result.getTotalAssertions()), "");
      }
      for (Map.Entry<String, String> one : failures(result).entrySet()) {
        say(file, name, "FAIL", one.getKey(), one.getValue());
      }
    }
  }

  private static Map<String, String> failures(ValidationResult result) {
    Map<String, String> found = new TreeMap<>();
    for (TestAssertion one : result.getTestAssertions()) {
      if (one.getStatus() == TestAssertion.Status.FAILED) {
        String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
        found.putIfAbsent(rule, one.getMessage() + " @ " + one.getLocation().getContext());
      }
    }
    return found;
  }

  private static void say(String... parts) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      line.append(line.length() == 0 ? "" : "\t").append(part.replaceAll("\\s+", " "));
    }
    System.out.println(line);
  }
}
