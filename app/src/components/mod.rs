//! Parts that pages share: the frame, icons, chips, notices, fields.

pub mod bits;
pub mod frame;
pub mod icons;
