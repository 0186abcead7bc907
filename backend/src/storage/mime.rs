//! What kind of content this is, told by its bytes. What its sender called it is not asked.

/// The type of content that begins like this.
pub(super) fn sniff(head: &[u8]) -> &'static str {
    let at = |from: usize, bytes: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(bytes));
    let found = MAGIC.iter().find(|(from, bytes, _)| at(*from, bytes)).map(|(_, _, kind)| *kind);
    match found {
        Some("container/riff") => match head.get(8..12) {
            Some(b"WEBP") => "image/webp",
            Some(b"WAVE") => "audio/wav",
            Some(b"AVI ") => "video/x-msvideo",
            _ => BINARY,
        },
        Some("container/iso") => match head.get(8..12) {
            Some(b"avif" | b"avis") => "image/avif",
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => "image/heic",
            Some(b"M4A ") => "audio/mp4",
            Some(b"qt  ") => "video/quicktime",
            _ => "video/mp4",
        },
        Some(kind) => kind,
        None => text(head),
    }
}

/// Types a browser may show in place: none of them can carry script.
pub(super) fn is_safe_to_show(kind: &str) -> bool {
    kind.starts_with("video/")
        || kind.starts_with("audio/")
        || matches!(
            kind,
            "image/jpeg"
                | "image/gif"
                | "image/png"
                | "image/webp"
                | "image/heic"
                | "image/avif"
                | "application/pdf"
        )
}

const BINARY: &str = "application/octet-stream";

const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"\xFF\xD8\xFF", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1A\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"RIFF", "container/riff"),
    (4, b"ftyp", "container/iso"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"\x1A\x45\xDF\xA3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xFF\xFB", "audio/mpeg"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1F\x8B", "application/gzip"),
];

fn text(head: &[u8]) -> &'static str {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The head may end in the middle of a letter.
        Err(cause) if cause.error_len().is_none() => {
            std::str::from_utf8(head.get(..cause.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return BINARY,
    };
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return BINARY;
    }
    let start = text.trim_start().to_ascii_lowercase();
    if start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg")) {
        "image/svg+xml"
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        "text/html"
    } else {
        "text/plain"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_known_by_its_bytes() {
        for (head, kind) in [
            (b"\xFF\xD8\xFF\xE0 JFIF".as_slice(), "image/jpeg"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x20ftypavif", "image/avif"),
            (b"  <SVG onload=alert(1)>", "image/svg+xml"),
            (b"<!DOCTYPE html>", "text/html"),
            ("caf\u{e9}".as_bytes(), "text/plain"),
            (&"caf\u{e9}".as_bytes()[..4], "text/plain"),
            (b"\0\x01\x02", "application/octet-stream"),
            (b"", "text/plain"),
        ] {
            assert_eq!(sniff(head), kind);
        }
    }

    #[test]
    fn nothing_that_can_carry_script_is_shown_in_place() {
        for kind in ["image/svg+xml", "text/html", "application/zip", "application/octet-stream"] {
            assert!(!is_safe_to_show(kind), "{kind}");
        }
        assert!(is_safe_to_show("image/jpeg") && is_safe_to_show("video/mp4"));
    }
}
