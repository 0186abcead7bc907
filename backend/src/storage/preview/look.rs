//! What can be asked of a preview.

use serde_json::{Number, Value};

use crate::{
    error::{Error, Result},
    params::{Colour, Param, Params},
};

/// The longest side there is, in pixels.
pub(super) const LONGEST: u32 = 4000;
/// The quality of a JPEG of which none was asked for, of 100.
const QUALITY: u8 = 80;

/// How a preview is to look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::storage) struct Look {
    /// Pixels; 0 keeps what there is.
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) gravity: Gravity,
    /// Around the picture, in pixels.
    pub(super) border: u32,
    pub(super) border_colour: Colour,
    /// Of the outer corners, in pixels.
    pub(super) radius: u32,
    /// 255 is solid.
    pub(super) opacity: u8,
    /// Degrees clockwise, from 0 to 359.
    pub(super) rotation: u16,
    /// What shows where the picture does not.
    pub(super) background: Option<Colour>,
    /// None for the one that goes with the file's name.
    pub(super) format: Option<Format>,
    pub(super) quality: u8,
}

/// What stays when a picture is cut: left, middle or right, and top, middle or bottom, as 0, 1 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Gravity {
    pub(super) across: u32,
    pub(super) down: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::storage) enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
}

impl Look {
    pub(in crate::storage) fn read(params: &Params) -> Result<Self> {
        Ok(Self {
            width: params.within("width", 0, 0..=LONGEST)?,
            height: params.within("height", 0, 0..=LONGEST)?,
            gravity: params.or("gravity", Gravity { across: 1, down: 1 })?,
            border: params.within("borderWidth", 0, 0..=100)?,
            border_colour: params.colour("borderColor")?.unwrap_or(Colour([0; 3])),
            radius: params.within("borderRadius", 0, 0..=4000)?,
            opacity: opacity(params)?,
            rotation: u16::try_from(params.within("rotation", 0i64, -360..=360)?.rem_euclid(360))
                .map_err(Error::internal)?,
            background: params.colour("background")?,
            quality: u8::try_from(params.within("quality", -1, -1..=100)?).unwrap_or(QUALITY),
            format: match params.raw("output").and_then(Value::as_str) {
                Some("") => None,
                _ => params.get("output")?,
            },
        })
    }

    /// With the format that goes with this name, if none was asked for.
    #[must_use]
    pub(in crate::storage) fn of_file(self, name: &str) -> Self {
        Self { format: self.format.or(Some(Format::of(name))), ..self }
    }

    pub(in crate::storage) fn format(&self) -> Format {
        self.format.unwrap_or(Format::Jpeg)
    }
}

fn opacity(params: &Params) -> Result<u8> {
    let given = params.get::<Number>("opacity")?.and_then(|number| number.as_f64()).unwrap_or(1.0);
    if (0.0..=1.0).contains(&given) {
        Ok((given * 255.0).round() as u8)
    } else {
        Err(Error::param("opacity", "Value must be a valid range between 0 and 1"))
    }
}

impl Param for Gravity {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let text = value.as_str().unwrap_or_default();
        let (down, rest) = match text.split_once('-') {
            Some((down @ ("top" | "bottom"), across @ ("left" | "right"))) => (down, across),
            Some(_) => ("", "neither"),
            None => match text {
                "top" | "bottom" => (text, "center"),
                _ => ("center", text),
            },
        };
        let down = match down {
            "top" => 0,
            "bottom" => 2,
            _ => 1,
        };
        let across = match rest {
            "left" => 0,
            "center" => 1,
            "right" => 2,
            _ => {
                return Err("Value must be one of (center, top-left, top, top-right, left, right, \
                            bottom-left, bottom, bottom-right)."
                    .into());
            }
        };
        Ok(Self { across, down })
    }
}

impl Format {
    /// The format that goes with a file's extension; JPEG with any other.
    fn of(name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        extension.and_then(|extension| Self::named(&extension)).unwrap_or(Self::Jpeg)
    }

    fn named(text: &str) -> Option<Self> {
        Some(match text {
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            _ => return None,
        })
    }

    /// What it is called in a header.
    pub(in crate::storage) fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }
}

impl Param for Format {
    /// `heic` and `avif`, which upstream writes too, would each take a large encoder.
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let named = value.as_str().and_then(Self::named);
        named.ok_or_else(|| "Value must be one of (jpg, jpeg, png, gif, webp).".into())
    }
}
