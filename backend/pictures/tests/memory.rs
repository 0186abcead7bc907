//! What opening a picture really takes, beside what its header says it takes. One test, because the allocator counts
//! for the whole process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use std::io::Cursor;

use image::{
    DynamicImage, Frame, ImageEncoder, ImageFormat, RgbImage, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder, webp::WebPEncoder},
};
use peak_alloc::PeakAlloc;
use pictures::{Header, Picture, Unreadable, budget};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// As the app brings photos to size.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let scaled = |side: u32| (u64::from(side) * 2048 / u64::from(width.max(height))).max(1) as u32;
    if width.max(height) <= 2048 { (width, height) } else { (scaled(width), scaled(height)) }
}

/// Everything a photo goes through before it is stored.
fn process(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let header = Header::read(bytes)?;
    let photo = Picture::open(bytes, &header)?.into_photo(fit(header.width, header.height));
    let mut jpeg = vec![];
    JpegEncoder::new_with_quality(&mut jpeg, 82).encode_image(&photo).unwrap();
    Ok(jpeg)
}

/// The most memory that work takes, in bytes, the file it reads included.
fn peak(bytes: &[u8], work: impl FnOnce(&[u8])) -> u64 {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work(bytes);
    (MEMORY.peak_usage() - before + bytes.len()) as u64
}

/// A PNG without content, written row by row.
fn png(width: u32, height: u32, color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header().unwrap();
    let row = vec![0; (width as usize * color.samples() * depth as usize).div_ceil(8)];
    let mut stream = writer.stream_writer().unwrap();
    for _ in 0..height {
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    bytes
}

fn small(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    DynamicImage::new_rgb8(16, 16).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG that claims these sides. The decoder makes room for all of it and finds little inside.
fn jpeg(width: u16, height: u16, progressive: bool) -> Vec<u8> {
    let mut bytes = small(ImageFormat::Jpeg);
    let frame = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    if progressive {
        bytes[frame + 1] = 0xC2;
        bytes[frame + 11] = 0x22; // as phones write: half the colors each way
        let scan = bytes.windows(2).position(|marker| marker == [0xFF, 0xDA]).unwrap();
        bytes[scan + 12] = 0; // the first scan holds the first coefficient
    }
    bytes
}

/// A GIF of two frames whose first does not fill its screen.
fn gif(side: u16) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    let frame = || Frame::new(RgbaImage::new(u32::from(side), u32::from(side)));
    encoder.encode_frames([frame(), frame()]).unwrap();
    drop(encoder);
    let side = (side + 1).to_le_bytes();
    bytes[6..10].copy_from_slice(&[side[0], side[1], side[0], side[1]]);
    bytes
}

/// A moving WebP of one lossless frame.
fn moving_webp(side: u32) -> Vec<u8> {
    let chunk = |name: &[u8; 4], body: &[u8]| [&name[..], &(body.len() as u32).to_le_bytes(), body].concat();
    let mut still = vec![];
    let pixels = RgbImage::new(side, side);
    WebPEncoder::new_lossless(&mut still)
        .write_image(&pixels, side, side, image::ExtendedColorType::Rgb8)
        .unwrap();
    let sides = &(side - 1).to_le_bytes()[..3];
    let canvas = chunk(b"VP8X", &[&[0b0001_0010, 0, 0, 0], sides, sides].concat());
    let frame = [&[0; 6], sides, sides, &[100, 0, 0, 0][..], &still[12..]].concat();
    let body = [&b"WEBP"[..], &canvas, &chunk(b"ANIM", &[0; 6]), &chunk(b"ANMF", &frame)].concat();
    chunk(b"RIFF", &body)
}

#[test]
fn no_picture_takes_more_memory_than_its_header_says() {
    use png::{
        BitDepth::{Eight, One, Sixteen},
        ColorType::{Grayscale, GrayscaleAlpha, Rgb, Rgba},
    };
    let shapes: [(&str, Vec<u8>, bool); 14] = [
        ("PNG, 16 bits RGBA, 6300 x 6300", png(6300, 6300, Rgba, Sixteen), true),
        ("PNG, RGB, 32768 x 240", png(32_768, 240, Rgb, Eight), true),
        ("PNG, RGB, 240 x 32768", png(240, 32_768, Rgb, Eight), true),
        ("PNG, gray of 1 bit, 8000 x 5000", png(8000, 5000, Grayscale, One), true),
        ("PNG, gray with alpha, 16 bits, 2000 x 3000", png(2000, 3000, GrayscaleAlpha, Sixteen), true),
        ("JPEG, baseline, 7300 x 5400", jpeg(7300, 5400, false), true),
        ("JPEG, progressive, 7300 x 5400", jpeg(7300, 5400, true), true),
        ("JPEG, progressive, 32700 x 1000", jpeg(32_700, 1000, true), true),
        ("GIF, two frames, 600 x 600", gif(600), true),
        ("WebP, moving, 900 x 900", moving_webp(900), true),
        ("WebP, 16 x 16", small(ImageFormat::WebP), true),
        ("PNG, 40000000 x 1", png(40_000_000, 1, Grayscale, One), false),
        ("PNG, 1 x 40000000", png(1, 40_000_000, Grayscale, One), false),
        ("JPEG, 65535 x 610", jpeg(65_535, 610, true), false),
    ];
    for (name, bytes, is_opened) in shapes {
        let header = Header::read(&bytes);
        assert_eq!(header.is_ok(), is_opened, "{name}: {header:?}");
        let mut outcome = Ok(());
        let photo = peak(&bytes, |bytes| outcome = process(bytes).map(drop));
        let Ok(header) = header else {
            assert!(photo < bytes.len() as u64 + (1 << 20), "{name}: refusing it took {photo} bytes");
            continue;
        };
        let upright = peak(&bytes, |bytes| {
            let _ = Picture::open(bytes, &header).map(Picture::into_upright);
        });
        let costs = (header.cost_of_photo(fit(header.width, header.height)), header.cost_of_upright());
        eprintln!(
            "{name}: {outcome:?}; photo {} of {} MB, upright {} of {} MB",
            photo / 1_000_000,
            costs.0 / 1_000_000,
            upright / 1_000_000,
            costs.1 / 1_000_000,
        );
        assert!(photo <= costs.0 && upright <= costs.1, "{name}");
        assert!(costs.0 <= budget::ALL.into() && costs.1 <= 2 * u64::from(budget::ALL), "{name}");
    }
}
