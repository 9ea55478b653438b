"""Inputs of any size, for counting what a run costs: each is the name of a file, or of files, and what stands in it."""

import json

ACCOUNT = "111122223333"
ENDPOINT = "https://cm.example.com/api/v1/cckm/aws/keys"


def request(i, **further):
    param = {
        "Alias": f"key-{i}",
        "Description": f"Key number {i}",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "Origin": "AWS_KMS",
        "Policy": policy([statement(i % 7)]),
    }
    return {"kms": "aws-main", "region": "eu-west-1", "aws_param": {**param, **further}}


def faulty(i):
    return request(i, KeyUsage="SIGN_VERIFY")


def policy(statements):
    root = {
        "Sid": "EnableRoot",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return {"Version": "2012-10-17", "Statement": [root, *statements]}


def statement(i, **further):
    plain = {
        "Sid": f"UseKey{i}",
        "Effect": "Allow",
        "Principal": {"AWS": [f"arn:aws:iam::{ACCOUNT}:role/app{i}"]},
        "Action": ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"],
        "Resource": "*",
    }
    return {**plain, **further}


def archived(i):
    """A request of an archive: 42 pairs of a policy and a key come again and again."""
    tags = [{"TagKey": "key", "TagValue": f"value{i}"}, {"TagKey": "env", "TagValue": "prod"}]
    of_archive = request(i, MultiRegion=i % 2 == 0, Tags=tags)
    return {**of_archive, "region": ["ap-south-1", "eu-west-1", "us-east-1"][i % 3]}


def shell(i):
    return f"curl -X POST {ENDPOINT} -H 'Content-Type: application/json' -d '{json.dumps(faulty(i))}'\n"


def allowed(i):
    return f"# cckm-lint: allow(spec-usage-mismatch) agreed\n{shell(i)}"


def markdown(i):
    return f"# Key {i}\n\n```json\n{json.dumps(faulty(i), indent=2)}\n```\n\nAs agreed.\n\n"


def task(i):
    return f"""    - name: key {i}
      thalesgroup.ciphertrust.cckm_aws_key:
        localNode: "{{{{ node }}}}"
        op_type: create
        kms: aws-main
        region: eu-west-1
        aws_param:
          Alias: key-{i}
          CustomerMasterKeySpec: SYMMETRIC_DEFAULT
          KeyUsage: SIGN_VERIFY
"""


def resource(i):
    return f"""resource "ciphertrust_aws_key" "key{i}" {{
  kms_id                   = "aws-main"
  region                   = "eu-west-1"
  alias                    = ["key-{i}"]
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  key_usage                = "SIGN_VERIFY"
  description              = var.text{i}
}}
variable "text{i}" {{ default = "Key number {i}" }}
"""


def lines(of, n):
    return "".join(json.dumps(of(i)) + "\n" for i in range(n))


def listed(of, n, indent=None):
    return json.dumps([of(i) for i in range(n)], indent=indent)


def tags(of, n):
    return json.dumps(request(0, Tags=[of(i) for i in range(n)]))


def statements(of, n):
    return json.dumps(request(0, Policy=policy([of(i) for i in range(n)])))


def each(of, n):
    return "".join(of(i) for i in range(n))


UNKNOWN_ACTION = {"Action": ["kms:Encrypt", "kms:Decrypto"]}
UNKNOWN_OPERATOR = {"Condition": {"StringEqualz": {"aws:SourceAccount": ACCOUNT}}}

# What grows, and the text for a size. The first size is such that the fourfold takes a few seconds to count.
SHAPES = {
    "requests in a list": (500, "list.json", lambda n: listed(request, n)),
    "requests in an indented list": (500, "list.json", lambda n: listed(request, n, 2)),
    "lines of NDJSON": (500, "archive.ndjson", lambda n: lines(archived, n)),
    "characters of a description": (200_000, "long.json", lambda n: json.dumps(request(0, Description="x" * n))),
    "characters beyond ASCII": (50_000, "long.json", lambda n: json.dumps(request(0, Description="ü" * n), ensure_ascii=False)),
    "faulty requests in a list": (500, "list.json", lambda n: listed(faulty, n)),
    "faulty lines of NDJSON": (500, "archive.ndjson", lambda n: lines(faulty, n)),
    "unknown fields": (1000, "fields.json", lambda n: json.dumps({**request(0), **{f"field{i}": i for i in range(n)}})),
    "names given again": (2000, "names.json", lambda n: '{"kms":"a","aws_param":{' + ",".join(['"Alias":"a"'] * n) + "}}"),
    "tags": (1000, "tags.json", lambda n: tags(lambda i: {"TagKey": f"key{i}", "TagValue": "value"}, n)),
    "faulty tags": (1000, "tags.json", lambda n: tags(lambda i: {"TagKey": f"aws:{i}", "TagValue": "ü" * 60}, n)),
    "statements": (200, "policy.json", lambda n: statements(statement, n)),
    "statements of one role": (200, "policy.json", lambda n: statements(lambda i: statement(0), n)),
    "statements with an unknown action": (200, "policy.json", lambda n: statements(lambda i: statement(i, **UNKNOWN_ACTION), n)),
    "statements with an unknown operator": (200, "policy.json", lambda n: statements(lambda i: statement(i, **UNKNOWN_OPERATOR), n)),
    "statements of a vast policy": (1500, "policy.json", lambda n: statements(statement, n)),
    "principals": (500, "policy.json", lambda n: statements(lambda _: statement(0, Principal={"AWS": [f"arn:aws:iam::{ACCOUNT}:role/a{i}" for i in range(n)]}), 1)),
    "tokens": (500, "tokens.json", lambda n: listed(lambda i: {**faulty(i), "authorization": f"Bearer eyJhbGciOiJIUzI1NiJ9.{i:020}.{i:020}"}, n)),
    "keys that do not end": (2000, "keys.json", lambda n: json.dumps({**faulty(0), "note": "-----BEGIN " * n})),
    "requests in shell": (500, "keys.sh", lambda n: each(shell, n)),
    "allowed requests in shell": (500, "keys.sh", lambda n: each(allowed, n)),
    "comments in front of one request": (1000, "keys.sh", lambda n: "# cckm-lint: allow(spec-usage-mismatch) agreed\n" * n + shell(0)),
    "requests in Markdown": (500, "keys.md", lambda n: each(markdown, n)),
    "tasks in YAML": (250, "keys.yml", lambda n: "- hosts: localhost\n  tasks:\n" + each(task, n)),
    "resources of Terraform": (250, "keys.tf", lambda n: each(resource, n)),
}
