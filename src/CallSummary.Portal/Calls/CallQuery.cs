using System.Globalization;

namespace CallSummary.Portal.Calls;

/// <summary>What a list of calls was asked for.</summary>
internal sealed record CallQuery(int Limit, CallCursor? After, DateTimeOffset? From, DateTimeOffset? To)
{
    public const int LongestPage = 200;
    public const int DefaultPage = 50;

    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Reads the query; null with a <paramref name="problem"/> that says what is wrong with it and how to put it right.</summary>
    public static CallQuery? Parse(int? limit, string? cursor, string? from, string? to, out string problem)
    {
        problem = string.Empty;
        if (limit is < 1 or > LongestPage)
        {
            problem = $"\"limit\" must be 1 to {LongestPage}; read on with \"cursor\" for more.";
            return null;
        }

        CallCursor? after = null;
        if (cursor is not null)
        {
            if (!CallCursor.TryParse(cursor, out var parsed))
            {
                problem = "\"cursor\" is not one of ours: give the next_cursor of the page before, unchanged, or leave it out for the first page.";
                return null;
            }

            after = parsed;
        }

        if (!TryTime("from", from, out var start, ref problem) || !TryTime("to", to, out var end, ref problem))
        {
            return null;
        }

        if (start > end)
        {
            problem = "\"from\" is after \"to\": nothing can lie between them. Swap them.";
            return null;
        }

        return new CallQuery(limit ?? DefaultPage, after, start, end);
    }

    private static bool TryTime(string name, string? text, out DateTimeOffset? time, ref string problem)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            time = parsed.ToUniversalTime();
            return true;
        }

        problem = $"\"{name}\" must be a time in ISO 8601, for example 2026-11-24T09:00:00Z, 2026-11-24T18:00:00%2B09:00 (a + is written %2B in a URL) or 2026-11-24 (UTC).";
        return false;
    }
}
