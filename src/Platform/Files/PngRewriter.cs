using System.Buffers.Binary;
using System.Text;

namespace Fengqiao.Platform.Files;

/// <summary>
/// Copies a PNG chunk by chunk, keeping only those that change how the picture looks: texts, Exif, animation frames and
/// whatever follows the last chunk are dropped.
/// </summary>
internal static class PngRewriter
{
    private const int SignatureBytes = 8, CheckBytes = 4;

    private static readonly HashSet<string> _kept = new(StringComparer.Ordinal)
    {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs",
    };

    /// <summary>Width × height of the picture; null when it is no proper PNG.</summary>
    public static long? Copy(Stream source, Stream target)
    {
        long? pixels = null;
        var data = false;
        Span<byte> head = stackalloc byte[8];
        Span<byte> size = stackalloc byte[8];
        source.CopyExactly(target, SignatureBytes);
        while (true)
        {
            source.ReadExactly(head);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Encoding.Latin1.GetString(head[4..]);
            if (pixels is null)
            {
                if (type != "IHDR" || length != 13) return null;
                source.ReadExactly(size);
                source.Position -= size.Length;
                pixels = (long)BinaryPrimitives.ReadUInt32BigEndian(size) * BinaryPrimitives.ReadUInt32BigEndian(size[4..]);
            }
            else if (type == "IHDR")
            {
                return null;
            }

            if (_kept.Contains(type))
            {
                target.Write(head);
                source.CopyExactly(target, length + CheckBytes);
            }
            else
            {
                source.SkipExactly(length + CheckBytes);
            }

            data |= type == "IDAT";
            if (type == "IEND") return data ? pixels : null;
        }
    }
}
