using System.Buffers.Binary;

namespace Fengqiao.Platform.Files;

/// <summary>The one Exif value that is kept: how the camera was held (tag 0x0112, 1 to 8; 1 is upright).</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112, TypeShort = 3;

    /// <summary>The orientation in an APP1 segment, if it is an Exif segment that has one.</summary>
    public static ushort? Find(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return null;
        var tiff = segment[6..];
        if (tiff.Length < 8) return null;
        var little = tiff[0] == 'I';
        var directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2) return null;
        var entries = tiff[(int)directory..];
        var count = Short(entries, little);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= (i + 1) * 12; i++)
        {
            var entry = entries.Slice(i * 12, 12);
            if (Short(entry, little) == Tag && Short(entry[2..], little) == TypeShort)
                return Short(entry[8..], little) is >= 1 and <= 8 and var value ? value : null;
        }

        return null;
    }

    /// <summary>An Exif segment that holds nothing but the orientation.</summary>
    public static byte[] Segment(ushort orientation) =>
    [
        .. "Exif\0\0MM\0\u002A\0\0\0\u0008"u8, 0, 1, 0x01, 0x12, 0, (byte)TypeShort, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static ushort Short(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Long(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
