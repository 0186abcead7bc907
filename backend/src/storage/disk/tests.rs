use proptest::prelude::*;

use super::*;

fn read(disk: &Disk, blob: &Blob, from: u64, to: u64) -> io::Result<Vec<u8>> {
    let mut reader = disk.read(blob, from, to)?;
    let mut all = vec![];
    while let Some(bytes) = reader.next()? {
        all.extend(bytes);
    }
    Ok(all)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_part_of_anything_reads_back(
        // Sizes around the edges of pieces are where mistakes would be.
        size in prop_oneof![0..200usize, seal::PIECE - 2..seal::PIECE + 3, 2 * seal::PIECE - 2..2 * seal::PIECE + 3],
        cuts in prop::collection::vec(1..100_000usize, 0..4),
        range in (0.0..1.0f64, 0.0..1.0f64),
        sealed: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::open(folder.path(), b"secret", |_| Ok(())).unwrap();
        let content: Vec<u8> = (0..size).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect();
        let stored = disk.put(sealed, |sink| {
            let mut rest = content.as_slice();
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                sink.write(now)?;
                rest = later;
            }
            sink.write(rest)
        }).unwrap();
        prop_assert_eq!(stored.blob.size, size as u64);
        prop_assert_eq!(&stored.signature, &secrets::hex(&Md5::digest(&content)));
        prop_assert_eq!(&read(&disk, &stored.blob, 0, size as u64).unwrap(), &content);
        let (from, to) = ((range.0 * size as f64) as usize, (range.1 * size as f64) as usize);
        let (from, to) = (from.min(to), from.max(to));
        prop_assert_eq!(&read(&disk, &stored.blob, from as u64, to as u64).unwrap(), &content[from..to]);
        let path = files(folder.path()).remove(0);
        prop_assert_eq!(stored.on_disk, fs::metadata(path).unwrap().len());
    }
}

#[test]
fn sealed_bytes_do_not_show_and_cannot_be_tampered_with() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(folder.path(), b"secret", |_| Ok(())).unwrap();
    let content = b"a photograph ".repeat(20_000);
    let stored = disk.put(true, |sink| sink.write(&content)).unwrap();
    let whole = |disk: &Disk| read(disk, &stored.blob, 0, stored.blob.size);
    let path = files(folder.path()).remove(0);
    let sealed = fs::read(&path).unwrap();
    assert!(!sealed.windows(10).any(|part| part == b"photograph"));
    assert!(
        whole(&Disk::open(folder.path(), b"other", |_| Ok(())).unwrap()).is_err(),
        "another instance's secret"
    );

    for at in [0, 40, seal::PIECE + 100, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert!(whole(&disk).is_err(), "a bit changed at {at}");
    }
    let piece = seal::PIECE + 16;
    let mut swapped = sealed.clone();
    swapped[32..32 + 2 * piece].rotate_left(piece);
    fs::write(&path, &swapped).unwrap();
    assert!(whole(&disk).is_err(), "two pieces swapped");
    fs::write(&path, &sealed).unwrap();
    assert_eq!(whole(&disk).unwrap(), content);
}

#[test]
fn what_fails_half_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(folder.path(), b"secret", |_| Ok(())).unwrap();
    let failed = disk.put(true, |sink| {
        sink.write(b"half")?;
        Err(io::Error::other("the caller hung up"))
    });
    assert!(failed.is_err() && files(folder.path()).is_empty());

    let refusing = Disk::open(folder.path(), b"secret", |_| Err(io::Error::other("full"))).unwrap();
    assert!(refusing.put(false, |sink| sink.write(b"whole")).is_err());
    assert!(files(folder.path()).is_empty(), "a name that was not reserved is not used");
}

#[test]
fn tidying_removes_unfinished_blobs_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(folder.path(), b"secret", |_| Ok(())).unwrap();
    let kept = disk.put(false, |sink| sink.write(b"kept")).unwrap();
    fs::write(folder.path().join("0123.tmp"), b"cut short").unwrap();
    fs::write(folder.path().join("identity"), b"{}").unwrap();
    disk.tidy().unwrap();
    assert!(!folder.path().join("0123.tmp").exists() && folder.path().join("identity").exists());
    assert_eq!(read(&disk, &kept.blob, 0, 4).unwrap(), b"kept");
}

#[test]
fn a_blob_is_on_the_disk_before_its_name_and_its_name_before_it_is_acknowledged() {
    use durable::steps::{self, Step};
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::open(folder.path(), b"secret", |_| {
        steps::note(Step::Reserve);
        Ok(())
    })
    .unwrap();
    for sealed in [false, true] {
        steps::taken();
        disk.put(sealed, |sink| sink.write(b"a photograph")).unwrap();
        assert_eq!(
            steps::taken(),
            [Step::SyncFile, Step::Reserve, Step::Rename, Step::SyncFolder],
            "{sealed}"
        );
    }
}
