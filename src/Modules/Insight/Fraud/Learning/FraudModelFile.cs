using System.Buffers.Binary;
using Fengqiao.Insight.Files;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Fraud.Learning;

/// <summary>A fraud model as bytes: the threshold, then the sealed classifier.</summary>
internal static class FraudModelFile
{
    public static byte[] Write(FraudModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var threshold = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(threshold, model.Threshold);
        return [.. threshold, .. ModelFile.Write(model.Classifier)];
    }

    public static Result<FraudModel> Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length < sizeof(double) || BinaryPrimitives.ReadDoubleLittleEndian(content) is not (>= 0.5 and <= 1.01 and var threshold))
        {
            return InsightErrors.ModelBroken;
        }

        var read = ModelFile.Read(content[sizeof(double)..]);
        return read.Then(classifier => classifier.Labels.Contains(FraudLabels.Ordinary) && classifier.Labels.All(l => l == FraudLabels.Ordinary || Enum.TryParse<FraudKind>(l, out _))
            ? Result<FraudModel>.Of(new FraudModel(classifier, threshold))
            : InsightErrors.ModelBroken);
    }
}
