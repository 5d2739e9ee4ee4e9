using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Insight;

/// <summary>A proposal of the reader; a person decides.</summary>
/// <param name="Code">Code of the category, or of the unit.</param>
/// <param name="Confidence">0 to 1: of the proposals made with 0.9, nine in ten are right.</param>
/// <param name="IsSure">False below the threshold the county has set: then it is a guess and should be called one.</param>
/// <param name="Words">The passages of the text that spoke for it, strongest first; may be empty.</param>
public sealed record ReadProposal(string Code, double Confidence, bool IsSure, IReadOnlyList<string> Words);

/// <param name="Version">Number of the learnt version that read.</param>
/// <param name="Categories">Likeliest first, at most three.</param>
/// <param name="Unit">The lead unit that past dispatches of such texts from such places went to; null where none was learnt.</param>
public sealed record MatterReading(int Version, IReadOnlyList<ReadProposal> Categories, ReadProposal? Unit);

/// <summary>Reads a matter as it is taken in. Safe to call from any thread; never throws for a text.</summary>
public interface IMatterReader
{
    /// <param name="title">What it is called; may be empty.</param>
    /// <param name="description">What was written.</param>
    /// <param name="place">Where it is, as far as known.</param>
    /// <returns>Null while nothing has been learnt or what was learnt cannot be read: ask the keywords then.</returns>
    MatterReading? Read(string? title, string? description, RegionCode? place);
}
