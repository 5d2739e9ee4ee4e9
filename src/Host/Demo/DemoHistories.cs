using Fengqiao.Contracts.Cases;
using Fengqiao.Host.Demo.Pictures;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Demo;

/// <summary>Tells the invented cases in the words of the contract by which cases with a past are loaded.</summary>
internal static class DemoHistories
{
    private const string Citizen = "citizen";

    public static IReadOnlyList<CaseHistory> Of(DemoCounty county)
    {
        var units = county.Units.ToDictionary(u => u.Code, u => u.RegionCode, StringComparer.Ordinal);
        var indexes = county.Cases.Select((c, i) => (c.ExternalId, i)).ToDictionary(p => p.ExternalId, p => p.i, StringComparer.Ordinal);
        return [.. county.Cases.Select(c => Of(c, units, indexes))];
    }

    private static CaseHistory Of(DemoCase made, Dictionary<string, string> units, Dictionary<string, int> indexes)
    {
        var place = RegionCode.Parse(made.GridCode);
        var received = made.Steps[0];
        // What a citizen sends goes to the desk of the town; what a unit takes in stays with that unit's desk.
        var desk = received.UnitCode is { } unit ? RegionCode.Parse(units[unit]) : place.At(RegionLevel.Town)!.Value;
        return new CaseHistory
        {
            Title = made.Title,
            Description = made.Description,
            Channel = made.Channel,
            Category = made.CategoryCode,
            Place = place,
            Longitude = made.Point.Longitude,
            Latitude = made.Point.Latitude,
            Address = made.Address,
            Urgency = made.Urgency,
            PeopleConcerned = made.PeopleConcerned,
            ReporterName = made.Reporter?.Name,
            ReporterPhone = made.Reporter?.Phone,
            IsAnonymous = made.Reporter?.Anonymous ?? false,
            IsSecret = made.Reporter?.Secret ?? false,
            RespondentName = made.Respondent,
            ReceivedUtc = made.ReceivedAt,
            FirstReceiver = received.Account ?? Citizen,
            FirstReceiverUnit = received.UnitCode,
            Desk = desk,
            Steps = [.. made.Steps.Skip(1).Select(s => Step(s, indexes))],
            Files = [.. made.Pictures.Select(File)],
        };
    }

    private static CaseHistoryFile File(DemoPicture picture) => new(
        picture.Stage,
        $"{FileWord(picture.Stage)}.png",
        picture.Account ?? Citizen,
        picture.At,
        () => Drawings.Draw(picture));

    private static string FileWord(string stage) => stage switch
    {
        DemoStages.Before => "办理前-示例图",
        DemoStages.After => "办理后-示例图",
        _ => "现场-示例图",
    };

    private static CaseHistoryStep Step(DemoStep step, Dictionary<string, int> indexes) => new(
        step.Move,
        step.At,
        step.Account ?? Citizen,
        step.UnitCode,
        step.Route is { } route ? $"{step.Text}{Environment.NewLine}{route}" : step.Text,
        step.Move is DemoMoves.PassUp or DemoMoves.PassDown ? null : step.TargetUnitCode,
        step.AssistingUnitCodes,
        step.MergedInto is { } into ? indexes[into] : null,
        step.Outcome,
        step.Satisfaction,
        [.. step.Replies.Select(r => new CaseHistoryReply(r.UnitCode, r.At, r.Account, r.Text))]);
}
