"""What moto lacks of AWS Budgets and Terraform's provider reads: a budget's tags, and who gets a notification.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html"""

import json

from moto.budgets.responses import BudgetsResponse

create_without_tags = BudgetsResponse.create_budget


def budgets_of(self: BudgetsResponse, account: str) -> dict:
    return self.backend.budgets[account]


def create_budget(self: BudgetsResponse) -> str:
    created = create_without_tags(self)
    budget = budgets_of(self, self._get_param("AccountId"))[self._get_param("Budget")["BudgetName"]]
    budget.tags = self._get_param("ResourceTags") or []
    return created


def list_tags_for_resource(self: BudgetsResponse) -> str:
    """The resource is arn:aws:budgets::ACCOUNT:budget/NAME."""
    account, resource = self._get_param("ResourceARN").split(":", 5)[4:]
    return json.dumps({"ResourceTags": budgets_of(self, account)[resource.partition("/")[2]].tags})


def describe_subscribers_for_notification(self: BudgetsResponse) -> str:
    budget = budgets_of(self, self._get_param("AccountId"))[self._get_param("BudgetName")]
    wanted = self._get_param("Notification")
    for notification in budget.notifications:
        if all(notification.details.get(name) == value for name, value in wanted.items()):
            return json.dumps({"Subscribers": notification.subscribers})
    return json.dumps({"Subscribers": []})


def complete() -> None:
    for operation in (create_budget, list_tags_for_resource, describe_subscribers_for_notification):
        setattr(BudgetsResponse, operation.__name__, operation)
