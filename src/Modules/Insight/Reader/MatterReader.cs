using System.Collections.Concurrent;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Reader;

/// <summary>Reads with the version in use. Working memory is kept for the next text: it is as large as the vocabulary.</summary>
internal sealed class MatterReader(ReaderKeeper keeper) : IMatterReader
{
    private const int MostIdle = 4;

    private readonly ConcurrentQueue<(ReaderInUse Of, MatterModel.Session Session)> _idle = new();

    public MatterReading? Read(string? title, string? description, RegionCode? place)
    {
        if (keeper.Current is not { } reader)
        {
            return null;
        }

        var session = Rent(reader);
        var text = MatterModel.TextOf(title, description);
        var sureFrom = keeper.Settings.SureFrom;
        var categories = session.Categories(text, withWords: true);
        var unit = session.Unit(text, MatterModel.TownOf(place), withWords: true);
        Return(reader, session);
        return new MatterReading(reader.Number, [.. categories.Select(Proposal)], unit is null ? null : Proposal(unit));

        ReadProposal Proposal(ReadAnswer answer) => new(answer.Code, answer.Confidence, answer.Confidence >= sureFrom, answer.Words);
    }

    private MatterModel.Session Rent(ReaderInUse reader)
    {
        while (_idle.TryDequeue(out var idle))
        {
            if (ReferenceEquals(idle.Of, reader))
            {
                return idle.Session;
            }
        }

        return reader.Model.Open();
    }

    private void Return(ReaderInUse reader, MatterModel.Session session)
    {
        if (_idle.Count < MostIdle)
        {
            _idle.Enqueue((reader, session));
        }
    }
}
