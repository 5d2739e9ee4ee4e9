using System.Buffers.Binary;

namespace Fengqiao.Platform.Files;

/// <summary>
/// Copies a JPEG segment by segment without Exif (where phones write the place), XMP, IPTC, comments and whatever follows
/// the end of the picture. Only the orientation is kept, in an Exif segment of its own, or portraits would lie on their side.
/// Marker layout: ITU-T T.81, annex B.
/// </summary>
internal static class JpegRewriter
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Comment = 0xFE, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF;

    /// <summary>Width × height of the picture; null when it is no proper JPEG.</summary>
    public static long? Copy(Stream source, Stream target)
    {
        long? pixels = null;
        source.SkipExactly(2);
        target.Write([0xFF, Start]);
        while (true)
        {
            if (NextMarker(source) is not { } marker) return null;
            if (marker == End)
            {
                target.Write([0xFF, End]);
                return pixels;
            }

            // Markers without a length (restart, TEM) belong inside a scan only.
            if (marker is (>= 0xD0 and <= 0xD8) or 0x01) return null;
            var segment = Segment(source);
            if (segment is null) return null;
            if (IsFrame(marker))
            {
                if (segment.Length < 6 || pixels is not null) return null;
                pixels = (long)BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(1)) * BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(3));
            }

            if (marker == App1 && ExifOrientation.Find(segment) is { } orientation) Write(target, App1, ExifOrientation.Segment(orientation));
            else if (Keeps(marker)) Write(target, marker, segment);
            if (marker == Scan && !CopyScan(source, target)) return null;
        }
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>JFIF, the colour profile and Adobe's colour transform change how the picture looks; no other application data does.</summary>
    private static bool Keeps(byte marker) => marker is not (>= App1 and <= App15) and not Comment || marker is App0 or App2 or App14;

    private static byte? NextMarker(Stream source)
    {
        if (source.ReadByte() != 0xFF) return null;
        int value;
        do value = source.ReadByte();
        while (value == 0xFF);
        return value > 0 ? (byte)value : null;
    }

    private static byte[]? Segment(Stream source)
    {
        Span<byte> length = stackalloc byte[2];
        source.ReadExactly(length);
        var count = BinaryPrimitives.ReadUInt16BigEndian(length) - 2;
        if (count < 0) return null;
        var segment = new byte[count];
        source.ReadExactly(segment);
        return segment;
    }

    private static void Write(Stream target, byte marker, byte[] segment)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(segment.Length + 2));
        target.Write(head);
        target.Write(segment);
    }

    /// <summary>Copies coded picture data up to the next marker, which stays unread; false when the file ends first.</summary>
    private static bool CopyScan(Stream source, Stream target)
    {
        while (true)
        {
            var value = source.ReadByte();
            if (value < 0) return false;
            if (value != 0xFF)
            {
                target.WriteByte((byte)value);
                continue;
            }

            var next = source.ReadByte();
            while (next == 0xFF) next = source.ReadByte();
            if (next < 0) return false;
            // A zero escapes a data byte 0xFF; restart markers are part of the data.
            if (next is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                source.Position -= 2;
                return true;
            }

            target.WriteByte(0xFF);
            target.WriteByte((byte)next);
        }
    }
}
