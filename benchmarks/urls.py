"""The product's addresses, and the yardstick's under `stock/`."""

from django.urls import include, path
from viewflow.urls import Site
from viewflow.workflow.flow import FlowAppViewset

from benchmarks.stock_viewflow.contest.flows import EntryFlow

stock = Site(title="Stock", viewsets=[FlowAppViewset(EntryFlow, icon="assignment")])
urlpatterns = [path("stock/", stock.urls), path("", include("project.urls"))]
