using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Supervising;

/// <summary>How a supervision is written, by rule or by hand: the row, its number and the word to the unit are one commit.</summary>
internal sealed class Issuing(ICalendarSource calendar, CountyClock clock)
{
    /// <summary>The end of the last of so many working days from now on.</summary>
    public DateTime AnswerDue(DateTime fromUtc, int workingDays) =>
        Deadline.From(new DeadlineSpec(workingDays, DeadlineUnit.WorkingDay), fromUtc, calendar.Current, clock.Zone).DueUtc;

    /// <summary>The year a letter of that moment is numbered in.</summary>
    public int YearOf(DateTime utc) => clock.ToLocal(utc).Year;

    /// <summary>Adds the row to the commit, and lets it have the next number of its year where it is a letter.</summary>
    public static void Add(Commit commit, Supervision row)
    {
        if (row.LetterYear is { } year)
        {
            commit.Number($"supervision-{year.ToString(CultureInfo.InvariantCulture)}", n => row.LetterNumber = n);
        }

        commit.Insert(row);
    }

    /// <summary>Tells a unit once of all it was given at one moment, the worst first.</summary>
    public static void Tell(Commit commit, Guid unit, IReadOnlyList<(Supervision Row, string Number, CaseState State, bool TellsDesk)> given, DateTime atUtc)
    {
        var cases = given.OrderByDescending(g => g.Row.Level).ThenBy(g => g.Number, StringComparer.Ordinal)
            .Select(g => new SupervisedCase(g.Row.CaseId, g.Number, StepOf(g.Row), CaseCodes.Of(g.State), g.TellsDesk)).ToList();
        commit.Publish(() => new UnitSupervised(unit, cases, atUtc));
    }

    /// <summary>The step by which people are told; see the routing of notifications.</summary>
    public static string StepOf(Supervision row) => row.Level switch
    {
        SupervisionLevel.Remind => "due-soon",
        SupervisionLevel.Urge when row.Trigger is SupervisionTrigger.AtDue or SupervisionTrigger.AfterDue => "overdue",
        SupervisionLevel.Urge => "urged",
        var level => CaseCodes.Of(level),
    };
}
