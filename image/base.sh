#!/bin/sh
# Runs inside mmdebstrap's last hook: base.sh ROOT. Sets up the root of the live medium and takes out what a bench never needs.
set -eu
root=$1
here=$(dirname "$0")

# A checkout's own modes and owner differ from one machine to the next.
cp -r --no-preserve=mode,ownership "$here/base/." "$root/"
chmod 755 "$root"/usr/lib/pcsol/*

# The keys of a French keyboard, made once here: at start-up console-setup would take seconds for the same.
chroot "$root" sh -c 'ckbcomp -layout fr -variant latin9 | gzip -9n >/usr/lib/pcsol/fr.kmap.gz'
cp "$root/usr/share/consolefonts/Uni2-TerminusBold32x16.psf.gz" "$root/usr/lib/pcsol/large.psf.gz"

chroot "$root" python3 -m venv --without-pip /opt/pcsol
rm -f "$root/etc/hostname" # mmdebstrap copies this machine's, with its mode
echo pcsol >"$root/etc/hostname"
ln -sf usr/lib/systemd/systemd "$root/init" # the whole root is an initramfs: the kernel starts /init
: >"$root/etc/machine-id"
chroot "$root" passwd -q -d root
# Nothing but pcsol.target is started: what packages have enabled is not.
rm -rf "$root"/etc/systemd/system/*.wants
chroot "$root" systemctl -q set-default pcsol.target
# Ctrl+Alt+Del would restart the tower without a question, and lose what is in memory only.
ln -sf /dev/null "$root/etc/systemd/system/ctrl-alt-del.target"
# root has no password: nothing may ever start a shell on a screen, whatever fails and whatever somebody types at it.
for unit in emergency.service rescue.service debug-shell.service getty@.service autovt@.service serial-getty@.service console-getty.service kbrequest.target; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
# Each generator is a program that looks for what a bench never has.
rm -rf "$root"/usr/lib/systemd/system-generators
# What udev need not ask of each device: only the rules for disks, drivers and networks stay.
for rule in "$root"/usr/lib/udev/rules.d/*; do
  case ${rule##*/} in
    50-udev-default.rules | 60-block.rules | 60-cdrom_id.rules | 60-persistent-storage.rules | 75-net-description.rules | \
      80-debian-compat.rules | 80-drivers.rules | 80-net-setup-link.rules | 99-systemd.rules) ;;
    *) rm "$rule" ;;
  esac
done

# Random per build, and the same on every stick otherwise.
rm -f "$root/etc/nvme/hostid" "$root/etc/nvme/hostnqn"
# The kernel lies beside the root on the medium; the initramfs that Debian made is not used.
rm -rf "$root"/boot/initrd* "$root"/boot/System.map* "$root"/initrd.img* "$root"/vmlinuz*

# Drivers that no bench needs: wireless, media, exotic networks and file systems. Kept: disks, USB, input, graphics, wired networks, sensors.
modules=$(echo "$root"/usr/lib/modules/*)
# Of these, what the guest tests make disks of that lie (tests/guest) is kept beside the medium, never on it.
tar -C "$root" -cf "$root/boot/left-out.tar" "${modules#"$root"/}"/kernel/drivers/target "${modules#"$root"/}"/kernel/drivers/md \
  "${modules#"$root"/}"/kernel/fs/btrfs
for path in kernel/drivers/media kernel/drivers/net/wireless kernel/drivers/infiniband kernel/drivers/isdn kernel/drivers/staging \
  kernel/drivers/iio kernel/drivers/comedi kernel/drivers/gpu/drm/amd kernel/drivers/net/can kernel/net/can kernel/drivers/net/fddi \
  kernel/drivers/target kernel/drivers/nfc kernel/drivers/bluetooth kernel/net/bluetooth kernel/net/mac80211 kernel/net/wireless \
  kernel/drivers/crypto kernel/drivers/vhost kernel/drivers/mtd kernel/drivers/usb/gadget kernel/drivers/infiniband \
  kernel/fs/ocfs2 kernel/fs/gfs2 kernel/fs/ceph kernel/fs/smb kernel/fs/nfs kernel/fs/nfsd kernel/fs/afs kernel/fs/orangefs \
  kernel/fs/jfs kernel/fs/xfs kernel/fs/btrfs kernel/fs/f2fs kernel/fs/bcachefs kernel/fs/nilfs2 kernel/fs/reiserfs kernel/fs/ubifs kernel/fs/coda \
  kernel/net/openvswitch kernel/net/netfilter kernel/net/ipv4/netfilter kernel/net/ipv6/netfilter kernel/net/sched kernel/net/tipc \
  kernel/net/sctp kernel/net/rxrpc kernel/net/ceph kernel/net/batman-adv kernel/net/dccp kernel/net/rds kernel/net/bridge \
  kernel/drivers/net/ethernet/mellanox kernel/drivers/net/ethernet/chelsio kernel/drivers/net/ethernet/broadcom/bnx2x \
  kernel/drivers/net/ethernet/qlogic kernel/drivers/net/ethernet/cavium kernel/drivers/net/ethernet/netronome kernel/drivers/net/wan \
  kernel/drivers/net/wwan kernel/drivers/net/hamradio kernel/drivers/net/arcnet kernel/drivers/accel kernel/drivers/xen kernel/arch/x86/kvm \
  kernel/sound/soc kernel/sound/firewire kernel/drivers/gpu/drm/xe \
  kernel/drivers/net/ethernet/intel/ice kernel/net/sunrpc kernel/drivers/scsi/bfa kernel/drivers/block/drbd kernel/drivers/watchdog \
  kernel/drivers/input/touchscreen kernel/drivers/input/mouse kernel/drivers/input/joystick kernel/drivers/input/tablet kernel/arch/x86/crypto \
  kernel/drivers/video/fbdev/vga16fb.ko.xz \
  kernel/drivers/md kernel/drivers/scsi/lpfc kernel/drivers/scsi/qla2xxx kernel/drivers/scsi/be2iscsi kernel/drivers/scsi/bnx2i kernel/drivers/scsi/bnx2fc; do
  rm -rf "${modules:?}/$path"
done
rm -f "$modules"/kernel/lib/test_*
# Debian's xz is slow to load, and not compressed at all they would be half of what is unpacked into memory at the start.
find "$modules" -name '*.ko.xz' -exec xz -d {} +
find "$modules" -name '*.ko' -print0 | xargs -0 -n 64 -P "$(nproc)" zstd -q -10 --rm
chroot "$root" depmod "$(basename "$modules")"

# Programs and data that served the set-up only.
rm -rf "$root"/usr/share/X11 "$root"/usr/share/consolefonts "$root"/usr/share/console-setup "$root"/usr/share/i18n "$root"/usr/share/locale \
  "$root"/usr/share/doc "$root"/usr/share/man "$root"/usr/share/info "$root"/usr/share/lintian "$root"/usr/share/bug \
  "$root"/usr/share/bash-completion "$root"/usr/share/zsh "$root"/usr/lib/x86_64-linux-gnu/gconv "$root"/usr/share/initramfs-tools \
  "$root"/usr/lib/python3*/test "$root"/usr/lib/python3*/idlelib "$root"/usr/lib/python3*/ensurepip "$root"/usr/share/python-wheels \
  "$root"/usr/lib/udev/hwdb.d "$root"/usr/lib/udev/hwdb.bin "$root"/usr/lib/apt "$root"/usr/bin/apt* "$root"/usr/lib/x86_64-linux-gnu/libapt-* \
  "$root"/usr/bin/perl* "$root"/usr/share/perl5 \
  "$root"/usr/lib/systemd/boot "$root"/usr/lib/systemd/catalog "$root"/usr/share/keyrings "$root"/usr/share/gcc* "$root"/usr/lib/gcc* \
  "$root"/usr/lib/python3*/lib2to3 "$root"/usr/lib/python3*/pydoc_data "$root"/usr/share/perl* "$root"/usr/lib/x86_64-linux-gnu/perl*
find "$root/usr/share/zoneinfo" -mindepth 1 ! -path '*/zoneinfo/Europe' ! -path '*/zoneinfo/Europe/Paris' -delete # the hour that is spoken and typed
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt "$root"/var/cache/debconf "$root"/var/log/* "$root"/var/lib/dpkg/info \
  "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/apt.conf.d/99mmdebstrap "$root"/etc/resolv.conf
find "$root" -xdev -name __pycache__ -type d -prune -exec rm -rf {} +
chroot "$root" /opt/pcsol/bin/python -m compileall -q --invalidation-mode unchecked-hash /usr/lib/python3.13
