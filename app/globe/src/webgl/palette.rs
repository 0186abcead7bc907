/// Red, green, blue and, where there is a fourth, how strong: 0 to 1.
type Rgb = [f32; 3];
type Rgba = [f32; 4];

/// The globe's colours, as shaders have them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// By night, by day.
    pub ocean: [Rgb; 2],
    pub land: [Rgb; 2],
    pub coast: Rgba,
    pub border: Rgba,
    pub graticule: Rgba,
    /// Around the globe, strongest at the limb.
    pub glow: Rgba,
    /// Just within the limb.
    pub rim: Rgba,
    /// Cities at night. Without strength there are none.
    pub light: Rgba,
}

impl Palette {
    /// Ink and amber. Yellow at low luminance turns olive, so what glows leans to amber.
    pub const DARK: Self = Self {
        ocean: [rgb(0x0a0c12), rgb(0x171d2f)],
        land: [rgb(0x191b23), rgb(0x434857)],
        coast: rgba(0xffe278, 0.30),
        border: rgba(0xffffff, 0.10),
        graticule: rgba(0xffffff, 0.028),
        glow: rgba(0xffc04a, 0.35),
        rim: rgba(0xffcf7a, 0.34),
        light: rgba(0xffd982, 0.85),
    };

    /// Paper: no glow, a soft shadow instead, and no cities, which would be dirt on it.
    pub const LIGHT: Self = Self {
        ocean: [rgb(0xb9c3d4), rgb(0xdce3ea)],
        land: [rgb(0xcfd2d6), rgb(0xf9f8f3)],
        coast: rgba(0x6b5b00, 0.45),
        border: rgba(0x12141c, 0.14),
        graticule: rgba(0x12141c, 0.05),
        glow: rgba(0x12141c, 0.14),
        rim: rgba(0x12141c, 0.12),
        light: rgba(0x000000, 0.0),
    };
}

const fn rgb(hex: u32) -> Rgb {
    [channel(hex >> 16), channel(hex >> 8), channel(hex)]
}

const fn rgba(hex: u32, strength: f32) -> Rgba {
    let [red, green, blue] = rgb(hex);
    [red, green, blue, strength]
}

const fn channel(hex: u32) -> f32 {
    (hex & 0xff) as f32 / 255.0
}
