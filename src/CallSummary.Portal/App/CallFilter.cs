using System.Globalization;
using CallSummary.Portal.Calls;
using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.App;

/// <summary>What a list was asked for. What makes no sense is left out: a list always shows something.</summary>
internal sealed record CallFilter(string Search, string Only, DateOnly? Day, CallCursor? After)
{
    private const int LongestSearch = 100;
    private static readonly string[] Kinds = ["unread", "todo", "risk"];

    public bool IsPlain => Search.Length == 0 && Only.Length == 0;

    /// <summary>Between which times a call of the day began, in whatever zone it was: from the first place on earth where it is that day to the last.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Window => Day is { } day
        ? (new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(14)).ToUniversalTime(), new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(-12)).ToUniversalTime())
        : null;

    public static CallFilter Of(HttpRequest request)
    {
        var search = request.Query["q"].ToString().Trim();
        var only = request.Query["only"].ToString();
        return new CallFilter(
            search.Length > LongestSearch ? search[..LongestSearch] : search,
            Kinds.Contains(only) ? only : string.Empty,
            DateOnly.TryParseExact(request.Query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9999 ? day : null,
            CallCursor.TryParse(request.Query["after"].ToString(), out var after) ? after : null);
    }

    /// <summary>The address of a list like this one, with another filter or further on.</summary>
    public string Address(string? only = null, CallCursor? after = null)
    {
        var query = QueryString.Empty;
        query = Search.Length == 0 ? query : query.Add("q", Search);
        query = (only ?? Only) is { Length: > 0 } kind ? query.Add("only", kind) : query;
        query = Day is { } day ? query.Add("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : query;
        query = after is { } cursor ? query.Add("after", cursor.ToString()) : query;
        return "/app" + query;
    }
}
