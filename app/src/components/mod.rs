//! Parts that pages share: the frame, icons, chips, notices, fields.

pub mod bits;
pub mod fields;
pub mod frame;
pub mod icons;
