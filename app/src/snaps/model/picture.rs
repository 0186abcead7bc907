//! What a photograph may be, and how it is made smaller. The browser prepares by these numbers and the server
//! checks by them, so they stand in one place.

/// The longest side of a sent photograph, in pixels: sharp on a phone and a laptop, small on the way.
pub const LONG_EDGE: u32 = 2048;

/// How good the re-encoded JPEG is, 0 to 1: where a photograph still looks untouched.
pub const JPEG_QUALITY: f64 = 0.82;

/// The most bytes a photograph may have, as the bucket has it.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// The most bytes `send_snap` takes as a request: base64 makes four bytes of three, and the rest is small.
pub const MAX_SEND_BODY: usize = MAX_BYTES / 3 * 4 + 64 * 1024;

/// The size a picture is brought to: its long side [`LONG_EDGE`] at most, its shape kept, never enlarged.
pub fn fit(width: u32, height: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= LONG_EDGE {
        return (width, height);
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(LONG_EDGE);
        let rounded = (exact + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(LONG_EDGE).max(1)
    };
    (scaled(width), scaled(height))
}

/// What preparing did, in words: "6.2 MB to 0.9 MB, location data removed".
pub fn saving(before: usize, after: usize) -> String {
    if after < before {
        format!("{} to {}, location data removed", size_words(before), size_words(after))
    } else {
        format!("{}, location data removed", size_words(after))
    }
}

/// A number of bytes for a person: "84 KB", and from a tenth of a megabyte up "6.2 MB".
pub fn size_words(bytes: usize) -> String {
    if bytes < 100_000 {
        format!("{} KB", bytes.div_ceil(1000))
    } else {
        format!("{:.1} MB", bytes as f64 / 1_000_000.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_read_like_sizes() {
        assert_eq!(size_words(1), "1 KB");
        assert_eq!(size_words(84_000), "84 KB");
        assert_eq!(size_words(900_000), "0.9 MB");
        assert_eq!(saving(6_200_000, 900_000), "6.2 MB to 0.9 MB, location data removed");
        assert_eq!(
            saving(50_000, 60_000),
            "60 KB, location data removed",
            "no saving is claimed that was not made"
        );
    }

    #[test]
    fn a_request_has_room_for_the_largest_picture_in_base64() {
        assert!(MAX_SEND_BODY > MAX_BYTES.div_ceil(3) * 4);
    }

    proptest! {
        #[test]
        fn fitting_keeps_the_shape_and_never_enlarges(width in 1u32..50_000, height in 1u32..50_000) {
            let (w, h) = fit(width, height);
            prop_assert!((1..=LONG_EDGE).contains(&w) && (1..=LONG_EDGE).contains(&h));
            prop_assert!(w <= width && h <= height);
            prop_assert_eq!(fit(w, h), (w, h), "fitting twice changes nothing");
            // Either shape is kept to within the rounding of one pixel.
            let (wide, high) = (f64::from(width) * f64::from(h), f64::from(height) * f64::from(w));
            prop_assert!((wide - high).abs() <= f64::from(width.max(height)));
        }
    }
}
