from django.core.management.base import BaseCommand, CommandError

from newsletter import checking


class Command(BaseCommand):
    help = "Say what keeps our mail out of mailboxes, as far as DNS and the mail server tell."

    def add_arguments(self, parser):
        parser.add_argument("--dns", metavar="ADDRESS", help="of the DNS server to ask")

    def handle(self, *, dns, **options):
        findings = [*checking.check(checking.asking(dns))]
        for finding in findings:
            self.stdout.write(f"{finding.state:8} {finding.what:9} {finding.said}")
        faults = sum(finding.state == checking.FAULT for finding in findings)
        if faults:
            raise CommandError(f"{faults} to mend before the first issue goes out.")
