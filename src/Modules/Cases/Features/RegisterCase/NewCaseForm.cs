using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Proposals;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.RegisterCase;

/// <summary>The registration form as it was typed. Everything is text, so that what was wrong can be shown again as it was.</summary>
public sealed record NewCaseForm
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Channel { get; init; }

    public string? Category { get; init; }

    public string Urgency { get; init; } = "normal";

    public string? People { get; init; }

    /// <summary>The county's wall time, as the browser's control gives it.</summary>
    public string? Received { get; init; }

    public string? Latitude { get; init; }

    public string? Longitude { get; init; }

    public string? Address { get; init; }

    public string? Region { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string Wish { get; init; } = "open";

    public string? RespondentName { get; init; }

    public string? RespondentPhone { get; init; }

    internal static NewCaseForm From(IFormCollection form) => new()
    {
        Title = form["title"],
        Description = form["description"],
        Channel = form["channel"],
        Category = form["category"],
        Urgency = form["urgency"].ToString() is { Length: > 0 } urgency ? urgency : "normal",
        People = form["peopleConcerned"],
        Received = form["receivedAt"],
        Latitude = form["latitude"],
        Longitude = form["longitude"],
        Address = form["location.address"],
        Region = form["location.grid"],
        ReporterName = form["reporter.name"],
        ReporterPhone = form["reporter.phone"],
        Wish = form["wish"].ToString() is { Length: > 0 } wish ? wish : "open",
        RespondentName = form["respondent.name"],
        RespondentPhone = form["respondent.phone"],
    };

    /// <summary>The draft this form stands for, or every field that cannot be read.</summary>
    internal Result<CaseDraft> ToDraft(CountyClock clock, IReadOnlyCollection<Channel> allowed)
    {
        var errors = new List<Error>();
        if (!CaseCodes.TryParse<Channel>(Channel, out var channel) || !allowed.Contains(channel))
        {
            errors.Add(CaseErrors.ChannelNotYours);
        }

        if (!CaseCodes.TryParse<Urgency>(Urgency, out var urgency))
        {
            errors.Add(CaseErrors.UnknownCode("urgency", Urgency));
        }

        if (!CaseCodes.TryParse<ReporterWish>(Wish, out var wish))
        {
            errors.Add(CaseErrors.UnknownCode("wish", Wish));
        }

        var people = Number(People, "peopleConcerned", CaseErrors.PeopleConcerned, errors);
        var latitude = Degrees(Latitude, "latitude", errors);
        var longitude = Degrees(Longitude, "longitude", errors);
        var received = ReceivedUtc(clock, errors);
        return Error.Join(errors) is { } error ? error : new CaseDraft
        {
            Title = Title,
            Description = Description,
            Channel = channel,
            Category = Category,
            Urgency = urgency,
            PeopleConcerned = people,
            ReceivedUtc = received,
            Latitude = latitude,
            Longitude = longitude,
            Address = Address,
            Region = Region,
            ReporterName = wish == ReporterWish.Anonymous ? null : ReporterName,
            ReporterPhone = wish == ReporterWish.Anonymous ? null : ReporterPhone,
            IsAnonymous = wish == ReporterWish.Anonymous,
            IsSecret = wish == ReporterWish.Secret,
            RespondentName = RespondentName,
            RespondentPhone = RespondentPhone,
        };
    }

    /// <summary>Nothing has been written that could be judged.</summary>
    internal bool IsEmpty => string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Description) && string.IsNullOrWhiteSpace(Address);

    /// <summary>The form while it is being written: what cannot be read yet is left out instead of refused.</summary>
    internal SuggestRequest AsQuestion()
    {
        var ignored = new List<Error>();
        var (latitude, longitude) = (Degrees(Latitude, "latitude", ignored), Degrees(Longitude, "longitude", ignored));
        return new SuggestRequest(Title, Description, Category, longitude is null ? null : latitude, latitude is null ? null : longitude, Address, Region)
        {
            Channel = CaseCodes.TryParse<Channel>(Channel, out var channel) ? channel : Domain.Channel.Window,
            Urgency = CaseCodes.TryParse<Urgency>(Urgency, out var urgency) ? urgency : Domain.Urgency.Normal,
        };
    }

    internal static SuggestRequest AsQuestion(CaseDraft draft) =>
        new(draft.Title, draft.Description, draft.Category, draft.Latitude, draft.Longitude, draft.Address, draft.Region) { Channel = draft.Channel, Urgency = draft.Urgency };

    private static int? Number(string? text, string field, Error fault, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        errors.Add(fault.For(field));
        return null;
    }

    private static double? Degrees(string? text, string field, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees))
        {
            return degrees;
        }

        errors.Add(CaseErrors.UnknownCode(field, text));
        return null;
    }

    private DateTime? ReceivedUtc(CountyClock clock, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(Received))
        {
            return null;
        }

        if (DateTime.TryParseExact(Received, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year > 1900)
        {
            return clock.ToUtc(local);
        }

        errors.Add(CaseErrors.UnknownCode("receivedAt", Received));
        return null;
    }
}
