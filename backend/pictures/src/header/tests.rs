use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::*;

fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG that claims to have these sides.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = file(ImageFormat::Png, 4, 4);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

#[test]
fn every_kind_tells_its_size() {
    for (format, kind) in [
        (ImageFormat::Jpeg, Kind::Jpeg),
        (ImageFormat::Png, Kind::Png),
        (ImageFormat::Gif, Kind::Gif),
        (ImageFormat::WebP, Kind::Webp),
    ] {
        let header = Header::read(&file(format, 48, 32)).unwrap();
        assert_eq!((header.kind, header.width, header.height), (kind, 48, 32));
    }
}

#[test]
fn a_row_of_forty_million_pixels_is_refused_before_it_is_opened() {
    assert_eq!(Header::read(&png_of(40_000_000, 1)), Err(Unreadable::TooLong));
    assert_eq!(Header::read(&png_of(1, 40_000_000)), Err(Unreadable::TooLong));
    assert_eq!(Header::read(&png_of(40_000_001, 1)), Err(Unreadable::TooManyPixels));
    assert_eq!(Header::read(&png_of(0, 40)), Err(Unreadable::Damaged));
}

#[test]
fn a_jpeg_with_many_scans_costs_its_coefficients() {
    let mut bytes = file(ImageFormat::Jpeg, 16, 16);
    let frame = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x14, 0, 0x18, 0]); // 6144 wide, 5120 high
    let baseline = Header::read(&bytes).unwrap();
    assert!(baseline.cost_of_upright() < 200 << 20, "{baseline:?}");
    bytes[frame + 1] = 0xC2;
    assert_eq!(Header::read(&bytes), Err(Unreadable::TooMuchMemory), "31 million pixels at full sampling");
    bytes[frame + 11] = 0x22;
    let progressive = Header::read(&bytes).unwrap();
    assert!(progressive.decoding >= baseline.decoding + 6144 * 5120 * 3 / 2 * 2);
    // A second frame could say something else than the first.
    let again = bytes[frame..frame + 19].to_vec();
    bytes.splice(frame..frame, again);
    assert_eq!(Header::read(&bytes), Err(Unreadable::Damaged));
}

#[test]
fn jpegs_of_rare_kinds_are_named_and_a_cut_one_is_damaged() {
    let bytes = file(ImageFormat::Jpeg, 16, 16);
    let frame = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    let with = |at: usize, byte: u8| {
        let mut changed = bytes.clone();
        changed[frame + at] = byte;
        Header::read(&changed)
    };
    assert_eq!(with(1, 0xC9), Err(Unreadable::Unsupported("arithmetic JPEG")));
    assert_eq!(with(1, 0xC3), Err(Unreadable::Unsupported("lossless JPEG")));
    assert_eq!(with(4, 12), Err(Unreadable::Unsupported("12-bit JPEG")));
    assert_eq!(Header::read(&bytes[..bytes.len() - 2]), Err(Unreadable::Damaged));
}

#[test]
fn a_webp_of_frames_in_frames_is_damaged_however_deep_it_claims_to_be() {
    for depth in [2, 400_000] {
        let frame = [&b"ANMF\xFF\xFF\xFF\xFF"[..], &[0; 16]].concat();
        let file = [&b"RIFF\xFF\xFF\xFF\x7FWEBP"[..], &frame.repeat(depth)].concat();
        assert_eq!(Header::read(&file), Err(Unreadable::Damaged), "{depth}");
    }
}

#[test]
fn a_webp_whose_frame_is_larger_than_its_canvas_is_refused() {
    let chunk = |name: &[u8; 4], body: &[u8]| [&name[..], &(body.len() as u32).to_le_bytes(), body].concat();
    let canvas = chunk(b"VP8X", &[0, 0, 0, 0, 15, 0, 0, 15, 0, 0]);
    let frame = |side: u16| {
        let side = side.to_le_bytes();
        chunk(b"VP8 ", &[0x10, 0, 0, 0x9D, 0x01, 0x2A, side[0], side[1], side[0], side[1]])
    };
    let file = |chunks: &[Vec<u8>]| chunk(b"RIFF", &[&b"WEBP"[..], &chunks.concat()].concat());
    let small = Header::read(&file(&[canvas.clone(), frame(16)])).unwrap();
    assert_eq!((small.width, small.height), (16, 16));
    assert_eq!(Header::read(&file(&[canvas.clone(), frame(16_383)])), Err(Unreadable::Damaged));
    let moving = chunk(b"ANMF", &[vec![0; 16], frame(16_383)].concat());
    assert_eq!(Header::read(&file(&[canvas, moving])), Err(Unreadable::Damaged));
}

proptest::proptest! {
    #[test]
    fn a_damaged_header_never_panics(
        kind in 0usize..4, changes in proptest::collection::vec((proptest::prelude::any::<u16>(), proptest::prelude::any::<u8>()), 0..8), cut in 0usize..400,
    ) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP][kind];
        let mut bytes = file(format, 24, 16);
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(header) = Header::read(&bytes) {
            proptest::prop_assert!(u64::from(header.width) * u64::from(header.height) <= MAX_PIXELS);
            proptest::prop_assert!(header.decoding <= u64::from(budget::MOST_FOR_ONE));
        }
    }
}
