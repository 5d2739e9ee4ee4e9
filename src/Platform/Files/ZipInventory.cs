using System.Buffers.Binary;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>One entry of a ZIP directory.</summary>
internal readonly record struct ZipItem(string Name, long UnpackedBytes);

/// <summary>
/// Reads the directory of a ZIP archive entry by entry, so that an archive that claims a million entries or
/// gigabytes of content is refused before any library believes it.
/// </summary>
internal static class ZipInventory
{
    private const int EndRecordBytes = 22, LocatorBytes = 20, LargeEndRecordBytes = 56, HeaderBytes = 46;
    private const uint EndSignature = 0x06054b50, LocatorSignature = 0x07064b50, LargeEndSignature = 0x06064b50, HeaderSignature = 0x02014b50;

    /// <summary>
    /// The entries. Fails with <see cref="FileErrors.ZipTooLarge"/>, <see cref="FileErrors.ZipUnsafe"/> (paths that leave the
    /// archive, links, encryption, two entries of one name) or <see cref="FileErrors.Damaged"/> (no ZIP, or one whose parts contradict each other).
    /// </summary>
    public static Result<IReadOnlyList<ZipItem>> Read(Stream stream, int maxEntries, long maxUnpackedBytes)
    {
        if (Directory(stream) is not { } directory) return FileErrors.Refused(FileErrors.Damaged);
        if (directory.Count > maxEntries) return FileErrors.Refused(FileErrors.ZipTooLarge);
        // Bytes between the directory and the record that ends it are where a second format hides.
        if (directory.Start < 0 || directory.Start + directory.Size != directory.End) return FileErrors.Refused(FileErrors.Damaged);

        stream.Position = directory.Start;
        return Entries(stream, (int)directory.Count, directory.End, maxUnpackedBytes);
    }

    /// <summary>Where the directory stands. The end record must be the file's last bytes: archives with comments are not accepted.</summary>
    private static (long Count, long Start, long Size, long End)? Directory(Stream stream)
    {
        Span<byte> record = stackalloc byte[LargeEndRecordBytes];
        var end = stream.Length - EndRecordBytes;
        if (!ReadAt(stream, end, record[..EndRecordBytes], EndSignature)) return null;
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        // Java programs write the ZIP64 form whatever the size; its record comes before a locator and replaces the numbers.
        if (!ReadAt(stream, end - LocatorBytes, record[..LocatorBytes], LocatorSignature)) return (count, start, size, end);
        end = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        if (!ReadAt(stream, end, record, LargeEndSignature)) return null;
        return (BinaryPrimitives.ReadInt64LittleEndian(record[32..]), BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[40..]), end);
    }

    private static bool ReadAt(Stream stream, long position, Span<byte> record, uint signature)
    {
        if (position < 0 || position > stream.Length - record.Length) return false;
        stream.Position = position;
        stream.ReadExactly(record);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == signature;
    }

    private static Result<IReadOnlyList<ZipItem>> Entries(Stream stream, int count, long end, long maxUnpackedBytes)
    {
        var items = new List<ZipItem>(count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var header = new byte[HeaderBytes];
        long total = 0;
        for (var i = 0; i < count; i++)
        {
            if (stream.Position + HeaderBytes > end) return FileErrors.Refused(FileErrors.Damaged);
            stream.ReadExactly(header);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSignature) return FileErrors.Refused(FileErrors.Damaged);
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)), commentBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
            if (stream.Position + nameBytes + extraBytes + commentBytes > end) return FileErrors.Refused(FileErrors.Damaged);
            var raw = new byte[nameBytes];
            stream.ReadExactly(raw);
            var extra = new byte[extraBytes];
            stream.ReadExactly(extra);
            stream.Position += commentBytes;
            var name = Encoding.UTF8.GetString(raw);
            var encrypted = (header[8] & 1) != 0;
            // The upper half of the external attributes is the Unix mode; 0xA000 is a symbolic link.
            var link = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(38)) >> 16 & 0xF000) == 0xA000;
            if (encrypted || link || Escapes(name) || !names.Add(name)) return FileErrors.Refused(FileErrors.ZipUnsafe);
            var unpacked = Unpacked(header, extra);
            if (unpacked < 0 || unpacked > maxUnpackedBytes) return FileErrors.Refused(FileErrors.ZipTooLarge);
            total += unpacked;
            if (total > maxUnpackedBytes) return FileErrors.Refused(FileErrors.ZipTooLarge);
            items.Add(new ZipItem(name, unpacked));
        }

        // A directory that goes on after the count it claims is lying to one of its readers.
        return stream.Position == end ? items : FileErrors.Refused(FileErrors.Damaged);
    }

    /// <summary>The unpacked size, which the ZIP64 form keeps in the extra field with id 1.</summary>
    private static long Unpacked(ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra)
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        if (size != uint.MaxValue) return size;
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4) break;
            if (id == 1 && length >= 8) return BinaryPrimitives.ReadInt64LittleEndian(extra[4..]);
            extra = extra[(4 + length)..];
        }

        return size;
    }

    private static bool Escapes(string name) =>
        name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
        || name.Any(char.IsControl) || name.Split('/').Contains("..", StringComparer.Ordinal);
}
