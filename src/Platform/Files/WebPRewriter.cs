using System.Buffers.Binary;
using System.Text;

namespace Fengqiao.Platform.Files;

/// <summary>
/// Copies a still WebP without its Exif and XMP chunks and corrects the header that announces them.
/// Animations are refused: a small file could ask a viewer for thousands of full pictures. Container: RFC 9649.
/// </summary>
internal static class WebPRewriter
{
    private const byte HasExif = 0x08, HasXmp = 0x04, HasAnimation = 0x02;

    /// <summary>Width × height of the picture; null when it is no proper still WebP.</summary>
    public static long? Copy(Stream source, Stream target)
    {
        var start = target.Position;
        Span<byte> head = stackalloc byte[12];
        source.ReadExactly(head);
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (end > source.Length) return null;
        target.Write(head);
        long? canvas = null, pixels = null;
        while (source.Position + 8 <= end)
        {
            source.ReadExactly(head[..8]);
            var type = Encoding.Latin1.GetString(head[..4]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var padded = length + (length & 1);
            switch (type)
            {
                case "VP8X" when canvas is null && length == 10:
                    if (CopyExtended(source, target, head[..8]) is not { } announced) return null;
                    canvas = announced;
                    break;
                case "VP8 " or "VP8L" when pixels is null && length >= 10:
                    pixels = Size(source, lossless: type == "VP8L");
                    target.Write(head[..8]);
                    source.CopyExactly(target, padded);
                    break;
                case "ALPH" or "ICCP":
                    target.Write(head[..8]);
                    source.CopyExactly(target, padded);
                    break;
                case "VP8 " or "VP8L" or "VP8X" or "ANIM" or "ANMF":
                    return null;
                default:
                    source.SkipExactly(padded);
                    break;
            }
        }

        if (pixels is null) return null;
        var last = target.Position;
        target.Position = start + 4;
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(last - start - 8));
        target.Write(head[..4]);
        target.Position = last;
        return Math.Max(pixels.Value, canvas ?? 0);
    }

    private static long? CopyExtended(Stream source, Stream target, ReadOnlySpan<byte> head)
    {
        Span<byte> body = stackalloc byte[10];
        source.ReadExactly(body);
        if ((body[0] & HasAnimation) != 0) return null;
        body[0] = (byte)(body[0] & ~(HasExif | HasXmp));
        target.Write(head);
        target.Write(body);
        return (1L + Int24(body[4..])) * (1L + Int24(body[7..]));
    }

    private static long? Size(Stream source, bool lossless)
    {
        Span<byte> body = stackalloc byte[10];
        source.ReadExactly(body);
        source.Position -= body.Length;
        if (lossless)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return body[0] == 0x2F ? (1L + (bits & 0x3FFF)) * (1L + (bits >> 14 & 0x3FFF)) : null;
        }

        return body[3..6] is [0x9D, 0x01, 0x2A]
            ? (long)(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF) * (BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF)
            : null;
    }

    private static int Int24(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;
}
