using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo.Pictures;

/// <summary>Which cases have pictures, and who took them: those in the village of the demo accounts, and some of the last weeks elsewhere.</summary>
internal static class Album
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(21);
    private const double ShareElsewhere = 0.12;

    public static IReadOnlyList<DemoPicture> For(DemoCase made, Leaf leaf, Organization organization, DateTime now, Dice dice)
    {
        var near = made.GridCode.StartsWith(organization.ShowcaseVillage.Code, StringComparison.Ordinal) && dice.Chance(0.5);
        if (Drawings.For(leaf.Category.Code) is not { } drawing || made.ReceivedAt < now - Recent || !(near || leaf.Category.PhotosRequired && dice.Chance(ShareElsewhere)))
            return [];
        var number = dice.Between(0, int.MaxValue - 1);
        var fromReporter = made.Channel == DemoChannels.CitizenWeb;
        var pictures = new List<DemoPicture>();
        var registered = made.Steps[0];
        if (fromReporter || made.Channel == DemoChannels.GridWorker)
            pictures.Add(new(DemoStages.Report, drawing, number, fromReporter ? null : registered.Account, made.ReceivedAt + TimeSpan.FromSeconds(dice.Between(5, 40))));
        if (made.Steps.FirstOrDefault(step => step.Move is DemoMoves.Contact or DemoMoves.Progress) is { } seen)
            pictures.Add(new(DemoStages.Before, drawing, number, seen.Account, seen.At - TimeSpan.FromSeconds(dice.Between(10, 50))));
        if (made.Steps.LastOrDefault(step => step.Move == DemoMoves.Submit) is { } done)
            pictures.Add(new(DemoStages.After, drawing, number, done.Account, done.At - TimeSpan.FromSeconds(dice.Between(10, 50))));
        return pictures;
    }
}
