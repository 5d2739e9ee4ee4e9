using System.Text;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Learning;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Reader;

/// <summary>A version as bytes: its readers one after the other, each under its name and sealed by itself.</summary>
internal static class MatterModelFile
{
    private const uint Mark = 0x31424D46; // "FMB1"
    private const string First = "first";
    private const string Unit = "unit";
    private const string Leaf = "leaf:";
    private const int MostReaders = 1_000;

    public static byte[] Write(MatterModel model)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(model.OnlyFirst ?? "");
        writer.Write(model.OnlyLeaf.Count);
        foreach (var (first, leaf) in model.OnlyLeaf.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.Write(first);
            writer.Write(leaf);
        }

        List<(string Name, TextClassifier Reader)> readers = [.. model.Leaves.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (Leaf + l.Key, l.Value))];
        if (model.First is { } firstLevel)
        {
            readers.Add((First, firstLevel));
        }

        if (model.Unit is { } unit)
        {
            readers.Add((Unit, unit));
        }

        writer.Write(readers.Count);
        foreach (var (name, reader) in readers)
        {
            var content = ModelFile.Write(reader);
            writer.Write(name);
            writer.Write(content.Length);
            writer.Write(content);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static Result<MatterModel> Read(byte[] content)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
            return ReadParts(reader);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ArgumentException)
        {
            return InsightErrors.ModelBroken;
        }
    }

    private static Result<MatterModel> ReadParts(BinaryReader reader)
    {
        if (reader.ReadUInt32() != Mark)
        {
            return InsightErrors.ModelBroken;
        }

        var onlyFirst = reader.ReadString();
        var onlyLeaf = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = Bounded(reader.ReadInt32()); left > 0; left--)
        {
            onlyLeaf[reader.ReadString()] = reader.ReadString();
        }

        var readers = new Dictionary<string, TextClassifier>(StringComparer.Ordinal);
        for (var left = Bounded(reader.ReadInt32()); left > 0; left--)
        {
            var name = reader.ReadString();
            var length = reader.ReadInt32();
            var read = ModelFile.Read(reader.ReadBytes(Math.Max(0, length)));
            if (read.Failed(out var error))
            {
                return error;
            }

            readers[name] = read.Value;
        }

        var first = readers.GetValueOrDefault(First);
        return first is null && onlyFirst.Length == 0
            ? InsightErrors.ModelBroken
            : new MatterModel(
                first,
                onlyFirst.Length == 0 ? null : onlyFirst,
                readers.Where(r => r.Key.StartsWith(Leaf, StringComparison.Ordinal)).ToDictionary(r => r.Key[Leaf.Length..], r => r.Value, StringComparer.Ordinal),
                onlyLeaf,
                readers.GetValueOrDefault(Unit));
    }

    private static int Bounded(int count) => count is >= 0 and <= MostReaders ? count : throw new InvalidDataException();
}
