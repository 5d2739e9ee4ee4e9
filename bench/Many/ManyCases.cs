using System.Globalization;
using Fengqiao.Bench.Processes;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Search;

namespace Fengqiao.Bench.Many;

/// <summary>
/// Fills a county with as many cases as are wanted, by repeating those of its demo: state, units, timeline and limits as they were, another
/// place of the same town, a sentence of another matter of the same kind, another telephone. Rows go straight into the store, since the doors
/// of the product would take hours.
/// </summary>
internal sealed class ManyCases
{
    private const int Seed = 20261122;
    private readonly TableRows _cases;
    private readonly TableRows _units;
    private readonly TableRows _timeline;
    private readonly TableRows _people;
    private readonly PersonVault _vault;
    private readonly Dictionary<Guid, List<object?[]>> _unitsOf;
    private readonly Dictionary<Guid, List<object?[]>> _timelineOf;
    private readonly Dictionary<Guid, List<(object?[] Row, PersonDetails Details)>> _peopleOf;
    private readonly List<Guid> _ids;
    private readonly Dictionary<string, List<object?[]>> _ofTown;
    private readonly Dictionary<string, List<string>> _sentences;

    private ManyCases(TableRows cases, TableRows units, TableRows timeline, TableRows people, PersonVault vault)
    {
        (_cases, _units, _timeline, _people, _vault) = (cases, units, timeline, people, vault);
        (_unitsOf, _timelineOf) = (ByCase(units), ByCase(timeline));
        _peopleOf = ByCase(people).ToDictionary(p => p.Key, p => p.Value.ConvertAll(row => (row, Details(row))));
        _ids = [.. cases.Rows.Select(r => TableRows.GuidOf(r[cases["id"]]))];
        _ofTown = cases.Rows.GroupBy(r => TownOf(r[cases["place"]]), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        _sentences = cases.Rows
            .SelectMany(r => ((string)r[cases["description"]]!).Split('。', StringSplitOptions.RemoveEmptyEntries).Select(s => (Kind: r[cases["category"]] as string ?? "", Text: s)))
            .GroupBy(s => s.Kind, s => s.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
    }

    /// <param name="alone">Only the cases, for what reads nothing else of them.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> FillAsync(County county, int count, bool alone = false)
    {
        var from = TimeProvider.System.GetTimestamp();
        ManyCases many;
        await using (var connection = county.Open())
        {
            await connection.OpenAsync();
            many = new ManyCases(
                await TableRows.ReadAsync(connection, "cases"), await TableRows.ReadAsync(connection, "case_units"),
                await TableRows.ReadAsync(connection, "case_timeline"), await TableRows.ReadAsync(connection, "case_people"),
                new PersonVault(RingOf(county.Folder, await TableRows.ReadAsync(connection, "installation_facts"))));
        }

        await using IRowSink sink = county.Database is { } database ? await PostgresSink.OpenAsync(database) : await SqliteSink.OpenAsync(county.File);
        await many.WriteAsync(sink, count, alone);
        return TimeProvider.System.GetElapsedTime(from);
    }

    internal static KeyRing RingOf(string folder, TableRows facts)
    {
        var stored = facts.Rows.ToDictionary(r => (string)r[facts["name"]]!, r => (string)r[facts["value"]]!, StringComparer.Ordinal);
        var ring = new KeyRing(MasterKey.Load(folder, null, stored[StoredKeys.Current]).Value);
        return StoredKeys.Open(ring, stored).Map(_ => ring).Value;
    }

    private async Task WriteAsync(IRowSink sink, int count, bool alone)
    {
        var copies = Copies.Plan(_cases, count, Seed);
        var (numbers, series) = Copies.Number(copies, _cases);
        var ids = copies.ConvertAll(c => Guid.CreateVersion7(new DateTimeOffset(c.ReceivedUtc, TimeSpan.Zero)));
        foreach (var table in (string[])["case_notices", "case_attachments", "case_people", "case_timeline", "case_units", "case_search", "outbox_messages", "cases"])
        {
            await sink.EmptyAsync(table);
        }

        await sink.FillAsync("cases", _cases.Columns, Enumerable.Range(0, count).Select(i => Case(i, copies[i], ids[i], numbers[i])));
        if (!alone)
        {
            await sink.FillAsync("case_units", _units.Columns, Parts(copies, ids, _units, _unitsOf));
            await sink.FillAsync("case_timeline", _timeline.Columns, Parts(copies, ids, _timeline, _timelineOf));
            await sink.FillAsync("case_people", _people.Columns, copies.Index().SelectMany(c => People(c.Index, c.Item, ids[c.Index])));
            await sink.FillSearchAsync(copies.Index().Select(c => (c.Index + 1L, PairsOf(c.Index, c.Item))));
        }

        await sink.ExecuteAsync("DELETE FROM number_series WHERE series = 'cases' OR series LIKE 'SJ%'");
        await sink.FillAsync("number_series", ["series", "last"], series.Append(new("cases", count)).Select(s => new object?[] { s.Key, s.Value }));
        // The job that fills the index of matters would work for an hour beside what is measured.
        await sink.EmptyAsync("insight_index_marks");
        await sink.FillAsync("insight_index_marks", ["name", "sequence", "changed_utc"], [["matters", (long)count, TableRows.Shifted(_cases.Rows[0][_cases["updated_utc"]], TimeProvider.System.GetUtcNow().UtcDateTime - TableRows.TimeOf(_cases.Rows[0][_cases["updated_utc"]]))]]);
        await sink.FinishAsync();
    }

    private object?[] Case(int i, Copy copy, Guid id, string number)
    {
        var random = new Random(Seed ^ i);
        var template = _cases.Rows[copy.Template];
        var row = Moved(template, _cases, copy.Shift);
        row[_cases["id"]] = TableRows.Like(template[_cases["id"]], id);
        row[_cases["sequence"]] = i + 1L;
        row[_cases["number"]] = number;
        row[_cases["description"]] = Description(random, template);
        var other = Pick(random, _ofTown[TownOf(template[_cases["place"]])]);
        // What is still at a desk stays there: the desk has to lie around the place.
        if (template[_cases["lead_unit_id"]] is not null)
        {
            foreach (var column in (string[])["place", "longitude", "latitude", "address"])
            {
                row[_cases[column]] = other[_cases[column]];
            }
        }

        return row;
    }

    private string Description(Random random, object?[] template) =>
        $"{(string)template[_cases["description"]]!}{Pick(random, _sentences[template[_cases["category"]] as string ?? ""])}。";

    private string PairsOf(int i, Copy copy)
    {
        var template = _cases.Rows[copy.Template];
        return CharacterPairs.Of((string)template[_cases["title"]]!, Description(new Random(Seed ^ i), template));
    }

    private IEnumerable<object?[]> Parts(List<Copy> copies, List<Guid> ids, TableRows table, Dictionary<Guid, List<object?[]>> ofCase)
    {
        var keyed = table.Columns[0] == "id";
        var (caseId, at) = (table["case_id"], table.Times[0]);
        for (var i = 0; i < copies.Count; i++)
        {
            foreach (var part in ofCase.GetValueOrDefault(_ids[copies[i].Template], []))
            {
                var row = Moved(part, table, copies[i].Shift);
                row[caseId] = TableRows.Like(part[caseId], ids[i]);
                if (keyed)
                {
                    row[0] = TableRows.Like(part[0], Guid.CreateVersion7(new DateTimeOffset(TableRows.TimeOf(row[at]), TimeSpan.Zero)));
                }

                yield return row;
            }
        }
    }

    private IEnumerable<object?[]> People(int i, Copy copy, Guid id)
    {
        if (!_peopleOf.TryGetValue(_ids[copy.Template], out var people))
        {
            yield break;
        }

        var random = new Random(Seed ^ i);
        foreach (var (template, details) in people)
        {
            var person = Guid.CreateVersion7(new DateTimeOffset(copy.ReceivedUtc, TimeSpan.Zero));
            var phone = details.Phone is { Length: > 8 } known ? known[..^8] + random.Next(100_000_000).ToString("D8", CultureInfo.InvariantCulture) : details.Phone;
            var closed = _vault.Seal(person, details with { Phone = phone });
            var row = (object?[])template.Clone();
            row[_people["id"]] = TableRows.Like(template[_people["id"]], person);
            row[_people["case_id"]] = TableRows.Like(template[_people["case_id"]], id);
            row[_people["wrapped_key"]] = closed.WrappedKey;
            row[_people["sealed"]] = closed.Cipher;
            row[_people["phone_hash"]] = phone is null ? null : Convert.ToHexStringLower(_vault.LookupHash("phone", phone));
            yield return row;
        }
    }

    private PersonDetails Details(object?[] row) => _vault.Open(
        TableRows.GuidOf(row[_people["id"]]), new SealedPerson((byte[])row[_people["wrapped_key"]]!, (byte[])row[_people["sealed"]]!)).Value;

    private static Dictionary<Guid, List<object?[]>> ByCase(TableRows table) =>
        table.Rows.GroupBy(r => TableRows.GuidOf(r[table["case_id"]])).ToDictionary(g => g.Key, g => g.ToList());

    private static object?[] Moved(object?[] template, TableRows table, TimeSpan shift)
    {
        var row = (object?[])template.Clone();
        foreach (var time in table.Times)
        {
            row[time] = TableRows.Shifted(row[time], shift);
        }

        return row;
    }

    private static string TownOf(object? place) => (string)place! is { Length: > 9 } deep ? deep[..9] : (string)place!;

    private static T Pick<T>(Random random, List<T> from) => from[random.Next(from.Count)];
}
