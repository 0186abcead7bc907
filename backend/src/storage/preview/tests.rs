use image::{Rgba, RgbaImage};

use super::{look::Format, *};
use crate::params::{Colour, Params};

const RED: Rgba<u8> = Rgba([200, 0, 0, 255]);
const BLUE: Rgba<u8> = Rgba([0, 0, 200, 255]);

/// Red on the left and blue on the right, as PNG.
fn flag(width: u32, height: u32) -> Vec<u8> {
    let flag = RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE });
    let mut bytes = io::Cursor::new(vec![]);
    flag.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn look(query: &str) -> Look {
    Look::read(&Params::from_query(query)).unwrap().of_file("flag.png")
}

/// The preview of a file with these bytes.
fn draw(bytes: &[u8], look: &Look) -> image::ImageResult<Vec<u8>> {
    super::draw(Header::read(bytes).ok().map(|header| (bytes.to_vec(), header)), look)
}

fn drawn(bytes: &[u8], query: &str) -> RgbaImage {
    image::load_from_memory(&draw(bytes, &look(query)).unwrap()).unwrap().into_rgba8()
}

#[test]
fn a_picture_is_cut_where_gravity_says() {
    let left = drawn(&flag(40, 20), "width=10&height=10&gravity=left");
    assert_eq!(left.dimensions(), (10, 10));
    assert!(left.pixels().all(|pixel| *pixel == RED));
    assert!(
        drawn(&flag(40, 20), "width=10&height=10&gravity=bottom-right").pixels().all(|pixel| *pixel == BLUE)
    );
    let middle = drawn(&flag(40, 20), "width=10&height=10");
    assert_eq!((middle.get_pixel(0, 0), middle.get_pixel(9, 9)), (&RED, &BLUE));
}

#[test]
fn a_border_lies_around_the_picture_and_corners_are_round() {
    let framed = drawn(&flag(20, 20), "borderWidth=3&borderColor=00ff00");
    assert_eq!(framed.dimensions(), (26, 26));
    assert_eq!((framed.get_pixel(0, 0).0, framed.get_pixel(3, 3)), ([0, 255, 0, 255], &RED));
    let round = drawn(&flag(20, 20), "borderRadius=8");
    assert_eq!((round.dimensions(), round.get_pixel(0, 0).0[3]), ((20, 20), 0));
    assert_eq!((round.get_pixel(10, 0).0[3], round.get_pixel(3, 10)), (255, &RED));
    let both = drawn(&flag(20, 20), "borderWidth=4&borderColor=0f0&borderRadius=12");
    assert_eq!((both.get_pixel(0, 0).0[3], both.get_pixel(14, 1).0), (0, [0, 255, 0, 255]));
    assert_eq!(both.get_pixel(8, 14), &RED);
}

#[test]
fn a_picture_turns_clockwise_and_is_shown_whole() {
    let quarter = drawn(&flag(40, 20), "rotation=90");
    assert_eq!((quarter.dimensions(), quarter.get_pixel(0, 0)), ((20, 40), &RED));
    assert_eq!(quarter.get_pixel(0, 39), &BLUE);
    assert_eq!(drawn(&flag(40, 20), "rotation=-270"), quarter);
    let eighth = drawn(&flag(40, 40), "rotation=45");
    assert_eq!(eighth.dimensions(), (57, 57));
    assert_eq!((eighth.get_pixel(0, 0).0[3], eighth.get_pixel(20, 20)), (0, &RED));
    assert_eq!(eighth.get_pixel(36, 36), &BLUE, "what was left has come to the top left");
}

#[test]
fn what_does_not_show_shows_the_background() {
    let thin = drawn(&flag(4, 4), "opacity=0.5");
    assert_eq!(thin.get_pixel(0, 0).0, [200, 0, 0, 128]);
    let laid = drawn(&flag(4, 4), "opacity=0.5&background=ffffff");
    assert_eq!(laid.get_pixel(0, 0).0, [227, 127, 127, 255]);
    let jpeg = drawn(&flag(32, 32), "opacity=0&output=jpg");
    assert_eq!(jpeg.get_pixel(9, 9).0, [255; 4], "a format without transparency has white under it");
}

#[test]
fn every_format_can_be_read_again_and_quality_costs_bytes() {
    for (output, format) in [
        ("jpeg", image::ImageFormat::Jpeg),
        ("png", image::ImageFormat::Png),
        ("gif", image::ImageFormat::Gif),
        ("webp", image::ImageFormat::WebP),
    ] {
        let bytes = draw(&flag(40, 20), &look(&format!("output={output}&width=20"))).unwrap();
        let picture = image::load_from_memory_with_format(&bytes, format).unwrap();
        assert_eq!((picture.width(), picture.height()), (20, 10), "{output}");
    }
    let size = |query: &str| draw(&flag(300, 200), &look(&format!("output=jpg&{query}"))).unwrap().len();
    assert!(size("quality=0") < size("") && size("") < size("quality=100"));
}

#[test]
fn what_is_no_picture_or_would_be_too_large_is_an_icon() {
    let icon = draw(b"%PDF-1.7", &look("width=64")).unwrap();
    assert_eq!(draw(b"\x89PNG\r\n\x1A\nand then nothing", &look("width=64")).unwrap(), icon);
    let mut vast = flag(4, 4);
    // The sides a PNG claims to have: 20,000 by 20,000.
    vast[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    let sum = crc(&vast[12..29]);
    vast[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(draw(&vast, &look("width=64")).unwrap(), icon);
    let picture = image::load_from_memory(&icon).unwrap();
    assert_eq!((picture.width(), picture.height()), (64, 64));
}

/// The checksum that PNG puts behind its claims.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
            },
        )
    })
}

#[test]
fn a_picture_taken_sideways_is_shown_upright() {
    // A JPEG as a camera held upright writes it: turned, with a note how to turn it back.
    let lying = image::DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 20, RED)).into_rgb8();
    let mut jpeg = io::Cursor::new(vec![]);
    lying.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let mut noted =
        b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
            .to_vec();
    noted.extend(&jpeg.into_inner()[2..]);
    let upright = draw(&noted, &look("")).unwrap();
    let upright = image::load_from_memory(&upright).unwrap();
    assert_eq!((upright.width(), upright.height()), (20, 40));
}

#[test]
fn what_can_be_asked_has_limits() {
    for bad in [
        "width=4001",
        "height=-1",
        "gravity=up",
        "gravity=top-middle",
        "gravity=center-left",
        "quality=-2",
        "quality=101",
        "borderWidth=101",
        "borderColor=red",
        "borderRadius=4001",
        "opacity=1.1",
        "opacity=-0.1",
        "rotation=361",
        "rotation=-361",
        "background=12",
        "output=bmp",
        "output=avif",
        "output=heic",
    ] {
        assert!(Look::read(&Params::from_query(bad)).is_err(), "{bad}");
    }
    let largest = "width=4000&height=0&gravity=bottom-left&quality=100&borderWidth=100&borderColor=fff\
        &borderRadius=4000&opacity=1&rotation=-360&background=&output=";
    let asked = look(largest);
    assert_eq!((asked.rotation, asked.opacity), (0, 255));
    assert_eq!((asked.border_colour, asked.background), (Colour([255; 3]), None));
}

#[test]
fn the_format_goes_with_the_name_unless_another_is_asked_for() {
    let format =
        |name: &str, query: &str| Look::read(&Params::from_query(query)).unwrap().of_file(name).format();
    assert_eq!(format("cat.PNG", ""), Format::Png);
    assert_eq!(format("cat.png", "output=webp"), Format::Webp);
    for other in ["cat.pdf", "cat.heic", "cat", "png"] {
        assert_eq!(format(other, ""), Format::Jpeg, "{other}");
    }
}

#[test]
fn a_preview_of_a_display_p3_picture_is_in_srgb() {
    use image::ImageEncoder;
    let mut png = vec![];
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let red = [201, 90, 79, 255].repeat(20 * 20);
    encoder.write_image(&red, 20, 20, image::ExtendedColorType::Rgba8).unwrap();
    for query in ["", "width=10&height=5", "rotation=45"] {
        let picture = drawn(&png, query);
        let red = picture.get_pixel(picture.width() / 2, picture.height() / 2).0;
        assert!(red.iter().zip([216, 81, 74, 255]).all(|(a, b)| a.abs_diff(b) <= 2), "{query}: {red:?}");
    }
}
