using Fengqiao.Contracts;
using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Imports;

/// <summary>
/// Matters from another system's file. A map names the column of each field; without one the columns must carry the field names.
/// The ids of the other system are kept, so that a second run, or the next month's file that overlaps, adds only what is new.
/// </summary>
internal sealed class CaseFileReader(FengqiaoDb db, CaseIntake intake, CountyClock clock) : IRowReader<CaseDraft>
{
    /// <summary>Rows per transaction: short enough that a clerk who saves meanwhile does not notice.</summary>
    private const int RowsPerCommit = 500;

    private const int LongestText = 40_000;

    private static readonly string[] Fields =
    [
        "externalId", "title", "description", "receivedAt", "channel", "category", "region", "grid", "urgency", "peopleConcerned",
        "location.latitude", "location.longitude", "location.address",
        "reporter.externalId", "reporter.name", "reporter.phone",
    ];

    /// <summary>Where the ids of a file come from; one name for all files, since their ids are the only thing that tells them apart.</summary>
    private const string Source = "import";

    private readonly Dictionary<CaseDraft, PreparedCase> _prepared = new(ReferenceEqualityComparer.Instance);

    public string Name => "cases";

    public string Right => Rights.CasesImport;

    public bool CanUndo => false;

    public ColumnMap Columns { get; } = new([.. Fields.Select(f => new Column(f, [f], Required: f is "title" or "description"))]);

    public Result<BoundColumns> Bind(TableFile table, ImportRequest request)
    {
        if (request.Map is not { } path)
        {
            return Columns.Bind(table);
        }

        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CaseErrors.MapUnreadable;
        }

        return ImportMap.Parse(json, Fields).Then(map => map.Bind(table));
    }

    public CaseDraft? Read(CellReader cells)
    {
        var draft = new CaseDraft
        {
            Channel = Code(cells, "channel", Channel.Import),
            Title = Optional(cells, "title"),
            Description = Optional(cells, "description"),
            Category = Optional(cells, "category"),
            Urgency = Code(cells, "urgency", Urgency.Normal),
            PeopleConcerned = People(cells),
            ReceivedUtc = Received(cells),
            Latitude = Coordinate(cells, "location.latitude"),
            Longitude = Coordinate(cells, "location.longitude"),
            Address = Optional(cells, "location.address"),
            Region = Optional(cells, "grid") ?? Optional(cells, "region"),
            ReporterName = Optional(cells, "reporter.name"),
            ReporterPhone = Optional(cells, "reporter.phone"),
            ReporterExternalId = Optional(cells, "reporter.externalId"),
            ExternalSource = Source,
            ExternalId = Optional(cells, "externalId"),
        };
        var prepared = intake.Prepare(draft with { Title = Title(draft) }, Importer);
        if (prepared.Failed(out var error))
        {
            foreach (var one in error.All)
            {
                cells.Refuse(one.Field ?? "title", one with { Others = [] });
            }

            return null;
        }

        _prepared[draft] = prepared.Value;
        return draft;
    }

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<CaseDraft>> rows, CancellationToken ct)
    {
        var known = (await db.Set<Case>().Where(c => c.ExternalSource == Source && c.ExternalId != null).Select(c => c.ExternalId!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var plan = new ImportPlan();
        foreach (var row in rows.Where(r => r.IsGood))
        {
            if (row.Value!.ExternalId is { } id && !known.Add(id))
            {
                plan.Unchanged++;
                continue;
            }

            if (plan.Added > 0 && plan.Added % RowsPerCommit == 0)
            {
                plan.StartAnother();
            }

            plan.Added++;
            plan.Commit.Include(_prepared[row.Value].Commit);
        }

        return plan;
    }

    /// <summary>Imports are the county's act, whoever sits at the keyboard: desk and first receiver are the county centre's.</summary>
    private static readonly Actor Importer = new(Guid.Empty, "import", "", []);

    /// <summary>Files often have titles longer than a list can show; the description keeps the whole text.</summary>
    private static string? Title(CaseDraft draft) => draft.Title is { Length: > 200 } title ? title[..199] + "…" : draft.Title;

    private static string? Optional(CellReader cells, string field) => cells.Has(field) ? cells.Text(field, LongestText) : null;

    private static T Code<T>(CellReader cells, string field, T otherwise)
        where T : struct, Enum
    {
        if (Optional(cells, field) is not { } text)
        {
            return otherwise;
        }

        if (CaseCodes.TryParse<T>(text, out var value))
        {
            return value;
        }

        cells.Refuse(field, CaseErrors.UnknownCode(field, text));
        return otherwise;
    }

    private DateTime? Received(CellReader cells)
    {
        if (Optional(cells, "receivedAt") is not { } text)
        {
            return null;
        }

        var parsed = CellDate.Parse(text, clock.Zone, clock.UtcNow);
        if (parsed.Failed(out var error))
        {
            cells.Refuse("receivedAt", error);
            return null;
        }

        return parsed.Value;
    }

    private static double? Coordinate(CellReader cells, string field)
    {
        if (Optional(cells, field) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        cells.Refuse(field, CaseErrors.CoordinateMalformed);
        return null;
    }

    private static int? People(CellReader cells)
    {
        if (!cells.Has("peopleConcerned") || cells.Number("peopleConcerned") is not { } number)
        {
            return null;
        }

        return number is >= 1 and <= int.MaxValue ? (int)number : -1;
    }
}
