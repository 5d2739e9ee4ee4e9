using System.Security.Cryptography;
using System.Text;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Files;

/// <summary>
/// A trained reader as bytes: a mark, what the learner assumed, the runs, and for each run and class two numbers of 16 bits; sealed by a
/// digest, so that a file that was cut off or changed is refused instead of read.
/// </summary>
internal static class ModelFile
{
    private const uint Mark = 0x314D5146; // "FQM1": of the usual shape
    private const uint ShapedMark = 0x324D5146; // "FQM2": with its shape behind the mark
    private const int MostLongest = 8;
    private const int DigestBytes = SHA256.HashSizeInBytes;
    private const int MostClasses = 5_000;
    private const int MostRuns = 5_000_000;

    public static byte[] Write(TextClassifier model)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            var shape = new LearnerShape(model.Body.Longest, model.Table.HeadLength);
            writer.Write(shape == LearnerShape.Matters ? Mark : ShapedMark);
            if (shape != LearnerShape.Matters)
            {
                writer.Write(shape.Longest);
                writer.Write(shape.HeadLength);
            }

            writer.Write(model.Labels.Count);
            foreach (var label in model.Labels)
            {
                writer.Write(label);
            }

            foreach (var intercept in model.Table.Intercepts)
            {
                writer.Write(intercept);
            }

            writer.Write(model.Sharpness);
            WriteRuns(writer, model.Body);
            WriteRuns(writer, model.Head);
            for (var run = 0; run < model.Table.Runs; run++)
            {
                for (var label = 0; label < model.Labels.Count; label++)
                {
                    writer.Write((Half)model.Table.Odds(run, label));
                    writer.Write((Half)model.Table.Product(run, label));
                }
            }
        }

        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    public static Result<TextClassifier> Read(byte[] file)
    {
        if (file.Length < DigestBytes || !SHA256.HashData(file.AsSpan(0, file.Length - DigestBytes)).AsSpan().SequenceEqual(file.AsSpan(file.Length - DigestBytes)))
        {
            return InsightErrors.ModelBroken;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(file, 0, file.Length - DigestBytes), Encoding.UTF8);
            return ReadSealed(reader);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ArgumentException)
        {
            // Sealed by somebody, but not written by this program.
            return InsightErrors.ModelBroken;
        }
    }

    private static Result<TextClassifier> ReadSealed(BinaryReader reader)
    {
        var mark = reader.ReadUInt32();
        if (mark is not (Mark or ShapedMark))
        {
            return InsightErrors.ModelBroken;
        }

        var shape = mark == Mark ? LearnerShape.Matters : new LearnerShape(Bounded(reader.ReadInt32(), MostLongest), reader.ReadSingle());

        var classes = Bounded(reader.ReadInt32(), MostClasses);
        var labels = Enumerable.Range(0, classes).Select(_ => reader.ReadString()).ToArray();
        var intercepts = Enumerable.Range(0, classes).Select(_ => reader.ReadSingle()).ToArray();
        var sharpness = reader.ReadSingle();
        var (body, head) = (ReadRuns(reader, shape.Longest), ReadRuns(reader, shape.Longest));
        var table = new ClassTable(classes, body.Count + head.Count, body.Count, shape.HeadLength, intercepts);
        for (var run = 0; run < table.Runs; run++)
        {
            for (var label = 0; label < classes; label++)
            {
                table.Set(run, label, (float)reader.ReadHalf(), (float)reader.ReadHalf());
            }
        }

        return new TextClassifier(labels, body, head, table, sharpness);
    }

    private static void WriteRuns(BinaryWriter writer, Vocabulary runs)
    {
        writer.Write(runs.Count);
        foreach (var key in runs.Known)
        {
            writer.Write(key);
        }
    }

    private static Vocabulary ReadRuns(BinaryReader reader, int longest)
    {
        var keys = new ulong[Bounded(reader.ReadInt32(), MostRuns)];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.ReadUInt64();
        }

        return new Vocabulary(keys, longest);
    }

    private static int Bounded(int count, int most) => count >= 0 && count <= most ? count : throw new InvalidDataException();
}
