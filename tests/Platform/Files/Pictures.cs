using System.Buffers.Binary;
using System.Text;

namespace Fengqiao.Platform.Tests.Files;

/// <summary>Small pictures and films made by hand, with what phones and attackers put into them.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(ushort width = 8, ushort height = 8, bool exif = false, byte[]? after = null) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8),
        .. exif ? Segment(0xE1, [.. "Exif\0\0II\u002A\0\u0008\0\0\0"u8, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, .. "%\u0088\u0004\0\u0001\0\0\0GPS!"u8, 0, 0, 0, 0]) : [],
        .. exif ? Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0GPS!"u8) : [],
        .. Segment(0xFE, "<script>alert(1)</script>"u8),
        .. Segment(0xDB, new byte[65]),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        0x12, 0xFF, 0x00, 0xFF, 0xD0, 0x34,
        0xFF, 0xD9,
        .. after ?? [],
    ];

    public static byte[] Png(uint width = 8, uint height = 8, byte[]? after = null) =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]),
        .. Chunk("acTL", [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
        .. Chunk("tEXt", "Location\0GPS!"u8.ToArray()),
        .. Chunk("eXIf", "GPS!"u8.ToArray()),
        .. Chunk("IDAT", [1, 2, 3]),
        .. Chunk("IEND", []),
        .. after ?? [],
    ];

    public static byte[] WebP(int width = 8, int height = 8, bool animated = false)
    {
        byte[] body =
        [
            .. "WEBP"u8,
            .. Riff("VP8X", [(byte)(animated ? 0x0A : 0x0C), 0, 0, 0, .. Int24(width - 1), .. Int24(height - 1)]),
            .. Riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 8, 0, 8, 0, 1]),
            .. Riff("EXIF", "GPS!"u8.ToArray()),
            .. Riff("XMP ", "GPS!"u8.ToArray()),
        ];
        return [.. "RIFF"u8, .. LittleEndian((uint)body.Length), .. body];
    }

    public static byte[] Heic(uint width = 4032, uint height = 3024) =>
    [
        .. Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1"u8]),
        .. Box("meta", [0, 0, 0, 0, .. Box("ispe", [0, 0, 0, 0, .. BigEndian(512), .. BigEndian(512)]), .. Box("ispe", [0, 0, 0, 0, .. BigEndian(width), .. BigEndian(height)])]),
        .. Box("mdat", [1, 2, 3]),
    ];

    public static byte[] Mp4() => [.. Box("ftyp", [.. "isom"u8, 0, 0, 2, 0]), .. Box("moov", [1, 2]), .. Box("mdat", [3])];

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    // The rewriter copies checksums unread, so any four bytes do.
    private static byte[] Chunk(string type, byte[] body) => [.. BigEndian((uint)body.Length), .. Encoding.ASCII.GetBytes(type), .. body, 0, 0, 0, 0];

    private static byte[] Riff(string type, byte[] body) => [.. Encoding.ASCII.GetBytes(type), .. LittleEndian((uint)body.Length), .. body, .. body.Length % 2 == 1 ? [0] : Array.Empty<byte>()];

    private static byte[] Box(string type, byte[] body) => [.. BigEndian((uint)body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Int24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
