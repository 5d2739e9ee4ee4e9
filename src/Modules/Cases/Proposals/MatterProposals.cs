using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Proposals;

/// <param name="Categories">Active ones only, likeliest first.</param>
internal sealed record ReadMatter(IReadOnlyList<CategoryProposal> Categories, LearntUnit? Unit);

/// <summary>
/// Asks the reader that learnt from closed cases, where there is one, and puts its codes into words. Whatever happens to it, intake goes on
/// with the keywords.
/// </summary>
internal sealed class MatterProposals(
    IEnumerable<IMatterReader> readers, CatalogueSource catalogue, CasePresenter presenter, IUnitDirectory units, ILogger<MatterProposals> log)
{
    /// <summary>Null where nothing has been learnt, or the reader failed.</summary>
    public ReadMatter? Read(string? title, string? description, RegionCode? place)
    {
        if (string.IsNullOrWhiteSpace(title) && string.IsNullOrWhiteSpace(description))
        {
            return null;
        }

        try
        {
            return readers.Select(r => r.Read(title, description, place)).FirstOrDefault(r => r is not null) is { } reading ? InWords(reading) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The reader failed ({Type}); keywords propose", e.GetType().Name);
            return null;
        }
    }

    private ReadMatter? InWords(MatterReading reading)
    {
        // What was learnt may be older than the catalogue: a category that is no more is not proposed.
        var categories = reading.Categories
            .Where(c => catalogue.Current.Find(c.Code) is { IsActive: true })
            .Select(c => new CategoryProposal(c.Code, presenter.Category(c.Code)!.Name, c.Words, c.Confidence, c.IsSure))
            .ToList();
        var unit = reading.Unit is { } learnt && units.FindByCode(learnt.Code) is { } known
            ? new LearntUnit(new Named(known.Code, known.Name), learnt.Confidence, learnt.IsSure, learnt.Words)
            : null;
        return categories.Count == 0 ? null : new ReadMatter(categories, unit);
    }
}
