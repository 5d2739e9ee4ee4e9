using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fengqiao.Platform.Tests.Files;

/// <summary>Office documents and the archives that pretend to be one.</summary>
internal static class Archives
{
    private const string Types = "application/vnd.openxmlformats-officedocument.";

    public static byte[] Docx(params (string Name, byte[] Content)[] more) => Zip("wordprocessingml.document.main+xml", more);

    public static byte[] Xlsx() => Zip("spreadsheetml.sheet.main+xml");

    public static byte[] MacroDocx() => Make([("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"u8.ToArray())]);

    public static byte[] Jar() => Make([("META-INF/MANIFEST.MF", "Main-Class: x"u8.ToArray())]);

    public static byte[] WithLink()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry("[Content_Types].xml");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        return stream.ToArray();
    }

    /// <summary>A document whose end record counts one entry fewer than its directory has.</summary>
    public static byte[] Lying()
    {
        var bytes = Docx();
        var record = bytes.AsSpan(bytes.Length - 22);
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(record[10..]) - 1));
        return bytes;
    }

    public static byte[] ManyEntries(int count) => Docx([.. Enumerable.Range(0, count).Select(i => ($"word/{i}.xml", Array.Empty<byte>()))]);

    private static byte[] Zip(string mainType, params (string Name, byte[] Content)[] more) => Make(
    [
        ("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/main.xml\" ContentType=\"{Types}{mainType}\"/></Types>")),
        ("main.xml", "<a/>"u8.ToArray()),
        .. more,
    ]);

    private static byte[] Make((string Name, byte[] Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }
}
