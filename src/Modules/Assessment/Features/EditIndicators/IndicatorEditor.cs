using System.Globalization;
using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Formulas;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Assessment.Features.EditIndicators;

/// <summary>What was typed for one indicator, in percent.</summary>
internal sealed record TypedIndicator(string Code, string? Formula, string? Weight, string? Target);

/// <summary>
/// Sets how indicators are counted from a month on. All weights are set together, since only together they make a whole; what did not change keeps
/// its version. Months before are shown as they were judged.
/// </summary>
internal sealed class IndicatorEditor(IndicatorBook book, Writer writer, CurrentActor current)
{
    public bool MayEdit => current.Actor.Can(Rights.OrganizationManage);

    public Task<Result<Done>> SetAsync(string? from, IReadOnlyList<TypedIndicator> typed, CancellationToken ct) => writer.OnceAsync(
        async () =>
        {
            if (!MayEdit)
            {
                return AssessmentErrors.NotAllowed;
            }

            var all = await book.AllAsync(ct);
            var latest = all.GroupBy(i => i.Code).Select(g => g.Last()).OrderBy(i => i.Position).ToList();
            var wanted = Read(from, typed, latest);
            return wanted.Failed(out var error) ? error : await SaveAsync(wanted.Value, latest, ct);
        },
        ct);

    private static Result<List<Indicator>> Read(string? from, IReadOnlyList<TypedIndicator> typed, List<Indicator> latest)
    {
        var errors = new List<Error>();
        var month = Month.Parse(from);
        if (month is null)
        {
            errors.Add(AssessmentErrors.FromMissing);
        }

        var wanted = latest.ConvertAll(old => Read(old, typed.FirstOrDefault(t => t.Code == old.Code), errors));
        var sum = wanted.Sum(i => i.Weight);
        if (errors.Count == 0 && sum != Indicator.Whole && sum != 0)
        {
            errors.Add(AssessmentErrors.WeightSum((sum / 100m).ToString("0.##", CultureInfo.InvariantCulture)).For($"weight-{wanted.Find(i => i.Weight > 0)!.Code}"));
        }

        var changed = wanted.Zip(latest).Where(p => p.First != p.Second).Select(p => p.Second).ToList();
        if (month is { } start && changed.Exists(old => old.ValidFrom >= start.Number))
        {
            errors.Add(AssessmentErrors.FromBeforeLast);
        }

        return Error.Join(errors) is { } wrong ? wrong : wanted.ConvertAll(i => i with { ValidFrom = month!.Value.Number });
    }

    private static Indicator Read(Indicator old, TypedIndicator? typed, List<Error> errors)
    {
        if (typed is null)
        {
            return old;
        }

        var formula = Formula.Parse(typed.Formula, CountNames.All);
        if (formula.Failed(out var error))
        {
            errors.Add(error.For($"formula-{old.Code}"));
        }

        return old with
        {
            Formula = formula.IsSuccess ? typed.Formula!.Trim() : old.Formula,
            Weight = Percent(typed.Weight, AssessmentErrors.WeightMalformed.For($"weight-{old.Code}"), errors) ?? 0,
            Target = string.IsNullOrWhiteSpace(typed.Target) ? null : Percent(typed.Target, AssessmentErrors.TargetMalformed.For($"target-{old.Code}"), errors),
        };
    }

    /// <summary>A percentage with at most two places, in ten-thousandths.</summary>
    private static int? Percent(string? typed, Error malformed, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (decimal.TryParse(typed.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 && percent * 100 == decimal.Truncate(percent * 100))
        {
            return (int)(percent * 100);
        }

        errors.Add(malformed);
        return null;
    }

    private Task<Result<Done>> SaveAsync(List<Indicator> wanted, List<Indicator> latest, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var (now, old) in wanted.Zip(latest).Where(p => p.First with { ValidFrom = p.Second.ValidFrom } != p.Second))
        {
            var before = new Month(now.ValidFrom).Add(-1).Number;
            commit.Update(old with { ValidTo = before, Version = old.Version + 1 }, old.Version)
                .Insert(now with { Id = string.Create(CultureInfo.InvariantCulture, $"{now.Code}.{now.ValidFrom}"), ValidTo = null, Version = 1 })
                .Audit("indicator.change", "indicator", now.Code, new { from = new Month(now.ValidFrom).Text, now.Formula, now.Weight, now.Target });
        }

        return writer.SaveAsync(commit, () => Done.Instance, ct);
    }
}
