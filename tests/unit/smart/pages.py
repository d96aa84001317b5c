"""Synthetic pages of smartctl: the shapes are its own, the disks and their serials are invented."""

import copy
import json

from pcsol.tools.world.question import Call, Question

ATA_JSON = {
    "smartctl": {"version": [7, 4], "exit_status": 0},
    "device": {"name": "/dev/sda", "info_name": "/dev/sda [SAT]", "type": "sat", "protocol": "ATA"},
    "model_family": "Seagate Barracuda 7200.14 (AF)",
    "model_name": "ST500DM002-1BD142",
    "serial_number": "TEST0001",
    "wwn": {"naa": 5, "oui": 3152, "id": 305419896},
    "firmware_version": "KC45",
    "user_capacity": {"blocks": 976773168, "bytes": 500107862016},
    "logical_block_size": 512,
    "physical_block_size": 4096,
    "rotation_rate": 7200,
    "sata_version": {"string": "SATA 3.0", "value": 62},
    "interface_speed": {
        "max": {"units_per_second": 60, "bits_per_unit": 100000000},
        "current": {"units_per_second": 30, "bits_per_unit": 100000000},
    },
    "smart_support": {"available": True, "enabled": True},
    "smart_status": {"passed": True},
    "ata_smart_attributes": {
        "revision": 10,
        "table": [
            {"id": 5, "name": "Reallocated_Sector_Ct", "value": 100, "worst": 100, "thresh": 36, "when_failed": "",
             "flags": {"prefailure": True}, "raw": {"value": 3, "string": "3"}},
            {"id": 9, "name": "Power_On_Hours", "value": 90, "worst": 90, "thresh": 0, "when_failed": "",
             "flags": {"prefailure": False}, "raw": {"value": 1234, "string": "1234"}},
            {"id": 187, "name": "Reported_Uncorrect", "value": 100, "worst": 100, "thresh": 0, "when_failed": "",
             "flags": {"prefailure": False}, "raw": {"value": 0, "string": "0"}},
            {"id": 188, "name": "Command_Timeout", "value": 100, "worst": 99, "thresh": 0, "when_failed": "",
             "flags": {"prefailure": False}, "raw": {"value": 12885098499, "string": "3 3 3"}},
            {"id": 197, "name": "Current_Pending_Sector", "value": 100, "worst": 100, "thresh": 0, "when_failed": "",
             "flags": {"prefailure": False}, "raw": {"value": 8, "string": "8"}},
            {"id": 198, "name": "Offline_Uncorrectable", "value": 100, "worst": 100, "thresh": 0, "when_failed": "",
             "flags": {"prefailure": False}, "raw": {"value": 8, "string": "8"}},
            {"id": 199, "name": "UDMA_CRC_Error_Count", "value": 200, "worst": 200, "thresh": 0, "when_failed": "past",
             "flags": {"prefailure": False}, "raw": {"value": 17, "string": "17"}},
        ],
    },
    "power_on_time": {"hours": 1234},
    "power_cycle_count": 99,
    "temperature": {"current": 31},
    "ata_smart_error_log": {"summary": {"count": 2}},
    "ata_smart_self_test_log": {
        "standard": {
            "table": [
                {"type": {"string": "Short offline"}, "status": {"value": 117, "string": "Completed: read failure"},
                 "lifetime_hours": 1200},
                {"type": {"string": "Extended offline"}, "status": {"value": 0, "string": "Completed without error"},
                 "lifetime_hours": 100},
                {"type": {"string": "Short offline"}, "status": {"value": 25, "string": "Aborted by host"},
                 "lifetime_hours": 50},
            ]
        }
    },
}  # fmt: skip

HEAD = "smartctl 7.4 2023-08-01 r5530 [x86_64-linux-6.1.0] (local build)\n\n"
ATA_TEXT = (
    HEAD
    + """=== START OF INFORMATION SECTION ===
Model Family:     Seagate Barracuda 7200.14 (AF)
Device Model:     ST500DM002-1BD142
Serial Number:    TEST0001
LU WWN Device Id: 5 000c50 012345678
Firmware Version: KC45
User Capacity:    500,107,862,016 bytes [500 GB]
Sector Sizes:     512 bytes logical, 4096 bytes physical
Rotation Rate:    7200 rpm
ATA Version is:   ATA8-ACS T13/1699-D revision 4
SATA Version is:  SATA 3.0, 6.0 Gb/s (current: 3.0 Gb/s)
SMART support is: Available - device has SMART capability.
SMART support is: Enabled

=== START OF READ SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

Vendor Specific SMART Attributes with Thresholds:
ID# ATTRIBUTE_NAME          FLAGS    VALUE WORST THRESH FAIL RAW_VALUE
  5 Reallocated_Sector_Ct   PO--CK   100   100   036    -    3
  9 Power_On_Hours          -O--CK   090   090   000    -    1234
 12 Power_Cycle_Count       -O--CK   100   100   020    -    99
187 Reported_Uncorrect      -O--CK   100   100   000    -    0
188 Command_Timeout         -O--CK   100   099   000    -    3 3 3
190 Airflow_Temperature_Cel -O---K   069   045   045    Past 31 (Min/Max 20/31)
194 Temperature_Celsius     -O---K   031   055   000    -    31 (0 12 0 0 0)
197 Current_Pending_Sector  -O--C-   100   100   000    -    8
198 Offline_Uncorrectable   ----C-   100   100   000    -    8
199 UDMA_CRC_Error_Count    -OSRCK   200   200   000    -    17

ATA Error Count: 2
SMART Self-test log structure revision number 1
Num  Test_Description    Status                  Remaining  LifeTime(hours)  LBA_of_first_error
# 1  Short offline       Completed: read failure       50%      1200         170942526
# 2  Extended offline    Completed without error       00%       100         -
# 3  Short offline       Aborted by host               90%        50         -

Device Statistics (GP Log 0x04)
Page  Offset Size        Value Flags Description
0x01  0x008  4             803  ---  Lifetime Power-On Resets
"""
)

OLD_TABLE_TEXT = (
    HEAD
    + """=== START OF INFORMATION SECTION ===
Device Model:     ST500DM002-1BD142
Serial Number:    TEST0001
User Capacity:    500\u202f107\u202f862\u202f016 bytes [500 GB]
Sector Size:      512 bytes logical/physical
Rotation Rate:    7200 rpm

=== START OF READ SMART DATA SECTION ===
SMART overall-health self-assessment test result: FAILED!
Drive failure expected in less than 24 hours. SAVE ALL DATA.

Vendor Specific SMART Attributes with Thresholds:
ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE
  1 Raw_Read_Error_Rate     0x000f   112   099   006    Pre-fail  Always       -       48131328
  5 Reallocated_Sector_Ct   0x0033   001   001   036    Pre-fail  Always   FAILING_NOW 1760
  7 Seek_Error_Rate         0x000f   078   060   030    Pre-fail  Always       -       8656207862
  9 Power_On_Hours          0x0032   091   091   000    Old_age   Always       -       8737h+23m+10.320s
190 Airflow_Temperature_Cel 0x0022   069   045   045    Old_age   Always   In_the_past 31 (Min/Max 20/31)
197 Current_Pending_Sector  0x0012   100   100   000    Old_age   Always       -       2

SMART Error Log Version: 1
No Errors Logged

SMART Self-test log structure revision number 1
No self-tests have been logged.  [To run self-tests, use: smartctl -t]
"""
)

NVME_TEXT = (
    HEAD
    + """=== START OF INFORMATION SECTION ===
Model Number:                       EXAMPLE NVME 256
Serial Number:                      TEST0002
Firmware Version:                   1.0
NVMe Version:                       1.2.1
Namespace 1 Size/Capacity:          256.060.514.304 [256 GB]
Namespace 1 Formatted LBA Size:     512
Namespace 1 IEEE EUI-64:            00080d 0400000001

=== START OF SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   0x00
Temperature:                        48 Celsius
Available Spare:                    100%
Available Spare Threshold:          10%
Percentage Used:                    33%
Data Units Written:                 41.930.020 [21,4 TB]
Power Cycles:                       1.639
Power On Hours:                     10.188
Unsafe Shutdowns:                   106
Media and Data Integrity Errors:    0
Error Information Log Entries:      2.888

Self-test Log (NVMe Log 0x06)
Self-test status: No self-test in progress
Num  Test_Description  Status                       Power_on_Hours  Failing_LBA  NSID Seg SCT Code
 0   Extended          Completed without error                8754            -     -   -   -    -
 1   Short             Completed: failed segments             8700            -     -   2   -    -
"""
)

SAS_TEXT = (
    HEAD
    + """=== START OF INFORMATION SECTION ===
Vendor:               EXAMPLE
Product:              SAS600
Revision:             A001
User Capacity:        600,127,266,816 bytes [600 GB]
Logical block size:   512 bytes
Rotation Rate:        10025 rpm
Logical Unit id:      0x5000039300000001
Serial number:        TEST0003
Device type:          disk
Transport protocol:   SAS (SPL-3)
SMART support is:     Available - device has SMART capability.
SMART support is:     Enabled

=== START OF READ SMART DATA SECTION ===
SMART Health Status: OK

Current Drive Temperature:     40 C
Drive Trip Temperature:        85 C
Accumulated power on time, hours:minutes 3687:00 [221220 minutes]
Elements in grown defect list: 5

Error counter log:
           Errors Corrected by           Total   Correction     Gigabytes    Total
               ECC          rereads/    errors   algorithm      processed    uncorrected
           fast | delayed   rewrites  corrected  invocations   [10^9 bytes]  errors
read:          0        8         0         8      60614      16772.475           1
write:         0      211         0       211     233430     574543,134           0

SMART Self-test log
Num  Test              Status                 segment  LifeTime  LBA_first_err [SK ASC ASQ]
     Description                              number   (hours)
# 1  Background short  Failed in segment -->       3     302            0xabcd [0x3 0x11 0x0]
# 2  Background long   Completed                   -     300                 - [-   -    -]
"""
)

UNKNOWN_BRIDGE = (
    HEAD
    + """/dev/sdd: Unknown USB bridge [0x46f4:0x0001 (0x000)]
Please specify device type with the -d option.

Use smartctl -h to get a usage summary

"""
)


def ata_json(**changes):
    """The ATA disk as JSON; a change of None takes the key out."""
    plain = {**copy.deepcopy(ATA_JSON), **changes}
    return json.dumps({key: value for key, value in plain.items() if value is not None})


class ScriptedWorld:
    """Answers each argv with what the test wrote down, and keeps what was asked."""

    source = "album"

    def __init__(self, answers: dict[str, tuple[str, int]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def ask(self, question: Question) -> Call:
        """Answer by the device type asked with ("" for none)."""
        kind = question.argv[4] if "-d" in question.argv else ""
        self.asked.append(kind)
        stdout, status = self._answers[kind]
        return Call(question.argv, status, stdout)
