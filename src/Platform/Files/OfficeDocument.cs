using System.IO.Compression;
using System.Xml;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>DOCX and XLSX: ZIP archives whose list of content types names a document without macros.</summary>
internal static class OfficeDocument
{
    private const string Prefix = "application/vnd.openxmlformats-officedocument.";
    private const int MaxTypesBytes = 1 << 20;

    public static Result<FileKind> Inspect(Stream source, AttachmentLimits limits)
    {
        var inventory = ZipInventory.Read(source, limits.MaxZipEntries, limits.MaxUnpackedBytes);
        if (inventory.Failed(out var error)) return error;
        if (inventory.Value.Any(item => item.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return FileErrors.Refused(FileErrors.Macros);
        if (!inventory.Value.Any(item => item.Name == "[Content_Types].xml" && item.UnpackedBytes <= MaxTypesBytes))
            return FileErrors.Unsupported(FileErrors.TypeRefused);
        try
        {
            using var archive = new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true);
            return MainPart(archive.GetEntry("[Content_Types].xml")!);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            return FileErrors.Refused(FileErrors.Damaged);
        }
    }

    private static Result<FileKind> MainPart(ZipArchiveEntry types)
    {
        using var stream = types.Open();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxTypesBytes });
        FileKind? kind = null;
        while (xml.Read())
        {
            var type = xml.NodeType == XmlNodeType.Element ? xml.GetAttribute("ContentType") : null;
            if (type is null) continue;
            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)) return FileErrors.Refused(FileErrors.Macros);
            kind ??= type switch
            {
                Prefix + "wordprocessingml.document.main+xml" => FileKind.Docx,
                Prefix + "spreadsheetml.sheet.main+xml" => FileKind.Xlsx,
                _ => null,
            };
        }

        return kind is null ? FileErrors.Unsupported(FileErrors.TypeRefused) : kind;
    }
}
