//! What kind of picture this is. The bytes tell it; a name or a declared media type proves nothing.

use crate::Unreadable;

/// The kinds of picture that are read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
}

impl Kind {
    /// The kind of the picture that begins like this. Errors: [`Unreadable::Unsupported`] for pictures of other kinds,
    /// [`Unreadable::NotAPicture`] for everything else.
    pub fn of(bytes: &[u8]) -> Result<Self, Unreadable> {
        Ok(match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Self::Png,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Webp,
            _ => return Err(other(bytes).map_or(Unreadable::NotAPicture, Unreadable::Unsupported)),
        })
    }

    /// The kind that a media type names.
    pub fn named(media_type: &str) -> Option<Self> {
        match media_type {
            "image/jpeg" | "image/jpg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/gif" => Some(Self::Gif),
            "image/webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    #[cfg(feature = "open")]
    pub(crate) fn format(self) -> image::ImageFormat {
        match self {
            Self::Jpeg => image::ImageFormat::Jpeg,
            Self::Png => image::ImageFormat::Png,
            Self::Gif => image::ImageFormat::Gif,
            Self::Webp => image::ImageFormat::WebP,
        }
    }
}

/// The name of a kind of picture that is known and not read here.
fn other(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"avif" | b"avis" => Some("AVIF"),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Some("HEIC"),
            _ => None,
        },
        // Two letters begin many a text: the next fields of a BMP are its size and four zeros.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("BMP"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("TIFF"),
        [0xFF, 0x0A, ..] | [0, 0, 0, 0x0C, b'J', b'X', b'L', b' ', ..] => Some("JPEG XL"),
        [0, 0, 0, 0x0C, b'j', b'P', b' ', b' ', ..] => Some("JPEG 2000"),
        [b'8', b'B', b'P', b'S', ..] => Some("Photoshop"),
        [0, 0, 1, 0, _, 0, ..] => Some("ICO"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_another_kind_is_named() {
        for (bytes, name) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0"[..], "HEIC"),
            (b"\0\0\0\x20ftypavif\0\0\0\0", "AVIF"),
            (b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0", "BMP"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"MM\0*\0\0\0\x08", "TIFF"),
            (b"\0\0\0\x0CJXL \r\n\x87\n", "JPEG XL"),
        ] {
            assert_eq!(Kind::of(bytes), Err(Unreadable::Unsupported(name)), "{name}");
        }
    }

    #[test]
    fn the_four_kinds_are_known_by_their_bytes_and_their_names() {
        for (bytes, kind) in [
            (&b"\xFF\xD8\xFF\xE0\x00\x10JFIF"[..], Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n0000", Kind::Png),
            (b"GIF89a...", Kind::Gif),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Kind::Webp),
        ] {
            assert_eq!(Kind::of(bytes), Ok(kind));
            assert_eq!(Kind::named(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::named("image/svg+xml"), None);
    }

    #[test]
    fn what_is_no_picture_is_called_that() {
        for bytes in
            [&b""[..], b"<svg>", b"%PDF-1.7", b"RIFF\x10\0\0\0WAVE", b"BMW for sale", b"\0\0\0\x18ftypmp42"]
        {
            assert_eq!(Kind::of(bytes), Err(Unreadable::NotAPicture), "{bytes:?}");
        }
    }
}
