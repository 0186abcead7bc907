/// A direction from the middle of the Earth: x towards 0° on the equator, y towards 90° east, z to the north pole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vector {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl Vector {
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn cross(self, other: Self) -> Self {
        Self {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    /// The sum of both, each taken so many times.
    pub fn mix(self, times: f64, other: Self, other_times: f64) -> Self {
        Self {
            x: self.x * times + other.x * other_times,
            y: self.y * times + other.y * other_times,
            z: self.z * times + other.z * other_times,
        }
    }

    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Radians, 0 to π. Exact for small angles too, where the cosine alone would be useless.
    pub fn angle_to(self, other: Self) -> f64 {
        self.cross(other).length().atan2(self.dot(other))
    }
}

impl std::ops::Neg for Vector {
    type Output = Self;

    fn neg(self) -> Self {
        Self { x: -self.x, y: -self.y, z: -self.z }
    }
}
