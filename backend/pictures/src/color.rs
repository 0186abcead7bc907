//! Colors that mean something else than sRGB: a profile travels inside a file, and without it 216,81,74 in Display P3
//! would be shown as another red.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, DataColorSpace, Layout, MatrixCoefficients,
    TransferCharacteristics, TransformOptions,
};

/// The largest profile that is read, in bytes. Profiles of cameras and screens have a few KB; a larger one is ignored.
const LARGEST: usize = 1024 * 1024;

/// How many pixels are converted at once: a buffer of a few KB.
const PIXELS_AT_ONCE: usize = 2048;

/// The RGB color space a picture's numbers are in.
pub struct Profile(Box<ColorProfile>);

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Profile")
    }
}

impl Profile {
    /// The profile in these bytes of ICC. `None` for one that is broken, too large or not of RGB: such pictures are
    /// taken for sRGB, as browsers do.
    pub(crate) fn from_icc(bytes: &[u8]) -> Option<Self> {
        let profile = Some(bytes).filter(|bytes| bytes.len() <= LARGEST)?;
        let profile = ColorProfile::new_from_slice(profile).ok()?;
        (profile.color_space == DataColorSpace::Rgb).then(|| Self(Box::new(profile)))
    }

    /// The profile that four numbers of a PNG name. `None` for sRGB and for what is not known.
    pub(crate) fn from_cicp(primaries: u8, transfer: u8) -> Option<Self> {
        let color_primaries = CicpColorPrimaries::try_from(primaries).ok()?;
        let transfer_characteristics = TransferCharacteristics::try_from(transfer).ok()?;
        let named = CicpProfile {
            color_primaries,
            transfer_characteristics,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        };
        (!matches!((primaries, transfer), (1, 13)))
            .then(|| Self(Box::new(ColorProfile::new_from_cicp(named))))
    }

    /// Brings pixels of `channels` bytes each, three or four, to sRGB, in place. Pixels of a profile that cannot be
    /// converted stay as they are.
    pub fn to_srgb(&self, pixels: &mut [u8], channels: usize) {
        let layout = if channels == 4 { Layout::Rgba } else { Layout::Rgb };
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let Ok(transform) = self.0.create_transform_8bit(layout, &srgb, layout, options) else { return };
        let mut before = [0; PIXELS_AT_ONCE * 4];
        for piece in pixels.chunks_mut(PIXELS_AT_ONCE * channels) {
            let Some(before) = before.get_mut(..piece.len()) else { return };
            before.copy_from_slice(piece);
            if transform.transform(before, piece).is_err() {
                piece.copy_from_slice(before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The red of the sample: 201,90,79 in Display P3 is 216,81,74 in sRGB.
    fn red(profile: &Profile, channels: usize) -> Vec<u8> {
        let mut pixels = [201, 90, 79, 128][..channels].repeat(PIXELS_AT_ONCE + 1);
        profile.to_srgb(&mut pixels, channels);
        assert_eq!(pixels[..channels], pixels[pixels.len() - channels..], "every piece is converted");
        pixels.truncate(channels);
        pixels
    }

    fn is_near(found: &[u8], wanted: [u8; 3]) -> bool {
        found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 2)
    }

    #[test]
    fn display_p3_becomes_srgb_and_alpha_stays() {
        let p3 = ColorProfile::new_display_p3().encode().unwrap();
        let p3 = Profile::from_icc(&p3).unwrap();
        assert!(is_near(&red(&p3, 3), [216, 81, 74]), "{:?}", red(&p3, 3));
        let with_alpha = red(&p3, 4);
        assert!(is_near(&with_alpha[..3], [216, 81, 74]) && with_alpha[3] == 128, "{with_alpha:?}");
        let named = Profile::from_cicp(12, 13).unwrap();
        assert!(is_near(&red(&named, 3), [216, 81, 74]), "{:?}", red(&named, 3));
    }

    #[test]
    fn srgb_stays_as_it_is() {
        let srgb = Profile::from_icc(&ColorProfile::new_srgb().encode().unwrap()).unwrap();
        assert!(is_near(&red(&srgb, 3), [201, 90, 79]));
        assert!(Profile::from_cicp(1, 13).is_none());
    }

    #[test]
    fn a_profile_that_says_nothing_useful_is_ignored() {
        assert!(Profile::from_icc(b"").is_none());
        assert!(Profile::from_icc(b"not a profile at all, whatever its length").is_none());
        let mut long = ColorProfile::new_display_p3().encode().unwrap();
        long.resize(LARGEST + 1, 0);
        assert!(Profile::from_icc(&long).is_none());
    }

    proptest! {
        #[test]
        fn a_damaged_profile_never_panics(changes in proptest::collection::vec((0usize..600, any::<u8>()), 1..6), cut in 0usize..700) {
            let mut icc = ColorProfile::new_display_p3().encode().unwrap();
            for (at, byte) in changes {
                let at = at % icc.len();
                icc[at] = byte;
            }
            icc.truncate(cut.max(128));
            if let Some(profile) = Profile::from_icc(&icc) {
                profile.to_srgb(&mut [1, 2, 3, 200, 201, 202], 3);
            }
        }
    }
}
