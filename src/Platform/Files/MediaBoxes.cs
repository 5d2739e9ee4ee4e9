using System.Buffers.Binary;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>
/// HEIC pictures and MP4 films: both are boxes within boxes (ISO/IEC 14496-12). The top level is walked to the last byte,
/// so nothing can be appended, and the sizes that a picture claims are read without decoding it.
/// </summary>
internal static class MediaBoxes
{
    /// <summary>The description of a picture is a few kilobytes; one larger than this is hostile.</summary>
    private const int MaxMetaBytes = 4 << 20;

    private static readonly HashSet<string> _heic = new(["heic", "heix", "heim", "heis", "mif1", "msf1"], StringComparer.Ordinal);

    private static readonly HashSet<string> _mp4 = new(
        ["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "3gp4", "3gp5", "3gp6"], StringComparer.Ordinal);

    public static Result<FileKind> Inspect(Stream source, AttachmentLimits limits)
    {
        var boxes = TopLevel(source);
        if (boxes is null) return FileErrors.Refused(FileErrors.Damaged);
        source.Position = 8;
        Span<byte> brand = stackalloc byte[4];
        source.ReadExactly(brand);
        var name = Encoding.Latin1.GetString(brand);
        if (_mp4.Contains(name)) return boxes.ContainsKey("moov") ? FileKind.Mp4 : FileErrors.Refused(FileErrors.Damaged);
        if (!_heic.Contains(name)) return FileErrors.Unsupported(FileErrors.TypeRefused);
        if (!boxes.TryGetValue("meta", out var meta) || meta.Length > MaxMetaBytes) return FileErrors.Refused(FileErrors.Damaged);

        source.Position = meta.Start;
        var description = new byte[meta.Length];
        source.ReadExactly(description);
        var pixels = LargestPicture(description);
        if (pixels == 0) return FileErrors.Refused(FileErrors.Damaged);
        return pixels > limits.MaxPixels ? FileErrors.Refused(FileErrors.TooManyPixels, limits.MaxPixels / 1_000_000) : FileKind.Heic;
    }

    /// <summary>The first box of each type on the top level, or null when their sizes do not add up to the file.</summary>
    private static Dictionary<string, (long Start, long Length)>? TopLevel(Stream source)
    {
        var boxes = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        Span<byte> head = stackalloc byte[16];
        source.Position = 0;
        while (source.Position < source.Length)
        {
            var start = source.Position;
            if (source.Length - start < 8) return null;
            source.ReadExactly(head[..8]);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var headBytes = 8;
            if (size == 1)
            {
                if (source.Length - start < 16) return null;
                source.ReadExactly(head[8..]);
                size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
                headBytes = 16;
            }
            else if (size == 0)
            {
                size = source.Length - start;
            }

            if (size < headBytes || size > source.Length - start) return null;
            boxes.TryAdd(Encoding.Latin1.GetString(head.Slice(4, 4)), (start + headBytes, size - headBytes));
            source.Position = start + size;
        }

        return boxes;
    }

    /// <summary>The greatest width × height among the "ispe" properties; a photograph has one for its tiles and one for the whole.</summary>
    private static long LargestPicture(ReadOnlySpan<byte> meta)
    {
        long largest = 0;
        while (meta.IndexOf("ispe"u8) is >= 0 and var at && meta.Length - at >= 16)
        {
            largest = Math.Max(largest, (long)BinaryPrimitives.ReadUInt32BigEndian(meta[(at + 8)..]) * BinaryPrimitives.ReadUInt32BigEndian(meta[(at + 12)..]));
            meta = meta[(at + 4)..];
        }

        return largest;
    }
}
