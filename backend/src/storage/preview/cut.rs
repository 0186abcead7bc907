//! The size of a picture, and which part of it stays when its shape changes.

use image::{
    DynamicImage, GenericImageView, Pixel, RgbaImage,
    imageops::{crop_imm, thumbnail},
};

use super::look::{Gravity, LONGEST, Look};

/// The picture in the size asked for. What does not fit its shape is cut off; with one side named, or none, the
/// shape stays. No side is longer than the longest there is.
pub(super) fn cut(picture: DynamicImage, look: &Look) -> RgbaImage {
    let own = (picture.width(), picture.height());
    let size = size(own, (look.width, look.height));
    if size == own {
        return picture.into_rgba8();
    }
    match picture {
        DynamicImage::ImageRgb8(pixels) => scaled(&pixels, own, size, look.gravity),
        DynamicImage::ImageRgba8(pixels) => scaled(&pixels, own, size, look.gravity),
        other => scaled(&other, own, size, look.gravity),
    }
}

/// By averaging whole pixels of the part that stays: that takes no memory beside the result, whatever the sizes.
fn scaled<P: Pixel<Subpixel = u8> + 'static>(
    picture: &impl GenericImageView<Pixel = P>,
    own: (u32, u32),
    size: (u32, u32),
    gravity: Gravity,
) -> RgbaImage {
    let (corner, kept) = part(own, size, gravity);
    let part = crop_imm(picture, corner.0, corner.1, kept.0, kept.1);
    let small = thumbnail(&*part, size.0, size.1);
    RgbaImage::from_fn(size.0, size.1, |x, y| small.get_pixel(x, y).to_rgba())
}

/// In pixels; 0 asks for what goes with the other.
pub(super) fn size(own: (u32, u32), asked: (u32, u32)) -> (u32, u32) {
    let size = match asked {
        (0, 0) => {
            let longest = own.0.max(own.1).max(LONGEST);
            (share(own.0, LONGEST, longest), share(own.1, LONGEST, longest))
        }
        (width, 0) => (width, share(own.1, width, own.0)),
        (0, height) => (share(own.0, height, own.1), height),
        both => both,
    };
    (size.0.min(LONGEST), size.1.min(LONGEST))
}

/// The largest part of the picture that has the shape of `size`: where it begins, and its sides.
fn part(own: (u32, u32), size: (u32, u32), gravity: Gravity) -> ((u32, u32), (u32, u32)) {
    let kept = (share(own.1, size.0, size.1).min(own.0), share(own.0, size.1, size.0).min(own.1));
    let corner = ((own.0 - kept.0) * gravity.across / 2, (own.1 - kept.1) * gravity.down / 2);
    (corner, kept)
}

/// `value` · `by` / `of`, rounded, and at least a pixel.
fn share(value: u32, by: u32, of: u32) -> u32 {
    let (value, by, of) = (u64::from(value), u64::from(by), u64::from(of.max(1)));
    u32::try_from((value * by + of / 2) / of).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_keeps_the_shape_and_both_fill_it() {
        assert_eq!(size((300, 200), (0, 0)), (300, 200));
        assert_eq!(size((300, 200), (150, 0)), (150, 100));
        assert_eq!(size((300, 200), (0, 400)), (600, 400), "pictures are made larger too");
        assert_eq!(size((300, 200), (10, 10)), (10, 10));
    }

    #[test]
    fn no_side_is_too_long_or_nothing() {
        assert_eq!(size((8000, 4000), (0, 0)), (4000, 2000));
        assert_eq!(size((1, 30_000), (4000, 0)), (4000, 4000));
        assert_eq!(size((30_000, 1), (10, 0)), (10, 1));
        assert_eq!(part((1, 30_000), (4000, 4000), Gravity { across: 1, down: 0 }), ((0, 0), (1, 1)));
    }

    #[test]
    fn gravity_says_what_stays() {
        let corner = |across, down, size| part((300, 200), size, Gravity { across, down });
        assert_eq!(corner(0, 0, (100, 100)), ((0, 0), (200, 200)));
        assert_eq!(corner(1, 1, (100, 100)), ((50, 0), (200, 200)));
        assert_eq!(corner(2, 2, (100, 100)), ((100, 0), (200, 200)));
        assert_eq!(corner(2, 2, (300, 100)), ((0, 100), (300, 100)));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_asked_lies_within_the_picture(
            own in (1u32..20_000, 1u32..20_000), asked in (0..=LONGEST, 0..=LONGEST), across in 0u32..3, down in 0u32..3,
        ) {
            let size = size(own, asked);
            proptest::prop_assert!((1..=LONGEST).contains(&size.0) && (1..=LONGEST).contains(&size.1));
            let ((x, y), (width, height)) = part(own, size, Gravity { across, down });
            proptest::prop_assert!(width > 0 && height > 0 && x + width <= own.0 && y + height <= own.1);
        }
    }
}
