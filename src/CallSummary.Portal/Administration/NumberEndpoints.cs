using System.Globalization;
using System.Text;
using CallSummary.Portal.Console;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Administration;

/// <summary><c>/console/administration/numbers</c>: who is a subscriber. A file is taken whole or not at all.</summary>
internal static class NumberEndpoints
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const int Shown = 200;

    /// <summary>Ranges of one tenant.</summary>
    private const int Most = 100_000;

    public static void MapNumbers(this IEndpointRouteBuilder administration)
    {
        var numbers = administration.MapGroup("/numbers");
        numbers.MapGet("", (Viewer viewer, HttpRequest request, CallSummaryDbContext database, CancellationToken cancellationToken) =>
            PageAsync(viewer, database, request.Query["q"].ToString().Trim(), null, [], cancellationToken));
        numbers.MapPost("", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile));
        numbers.MapPost("/{id:guid}/remove", RemoveAsync);
        numbers.MapGet("/export.csv", ExportAsync);
    }

    private static async Task<IResult> PageAsync(
        Viewer viewer, CallSummaryDbContext database, string search, int? taken, IReadOnlyList<(int Line, Said Problem)> errors, CancellationToken cancellationToken)
    {
        var ranges = viewer.Scope.Numbers(database).AsNoTracking();
        var found = search.Length == 0 ? ranges : Containing(ranges, search);
        return Show.Page("/Administration/NumbersPage.cshtml", new NumbersPage(
            await found.OrderBy(r => r.First).Take(Shown).ToListAsync(cancellationToken), await ranges.CountAsync(cancellationToken), search, taken, errors),
            errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>The range that a whole number is in, or those that begin like a part of one.</summary>
    private static IQueryable<SubscriberRange> Containing(IQueryable<SubscriberRange> ranges, string search) =>
        ranges.Where(r => r.First.StartsWith(search) || (r.First.Length == search.Length && string.Compare(r.First, search) <= 0 && string.Compare(r.Last, search) >= 0));

    private static async Task<IResult> ImportAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var text = form["text"].ToString();
        if (form.Files.Count > 0)
        {
            using var reader = new StreamReader(form.Files[0].OpenReadStream(), Encoding.UTF8);
            text = await reader.ReadToEndAsync(cancellationToken);
        }

        var (lines, errors) = NumberFile.Read(text);
        if (errors.Count == 0 && lines.Count == 0)
        {
            errors = [(1, new Said("There is no number in it.", "번호가 없습니다."))];
        }

        var replaces = form["replace"] == "true";
        var known = await viewer.Scope.Numbers(database).ToListAsync(cancellationToken);
        if (errors.Count == 0 && !replaces)
        {
            errors = [.. Clashes(lines, known).Take(NumberFile.MostErrors)];
            if (known.Count + lines.Count > Most)
            {
                errors = [(lines[^1].Line, new Said($"A tenant has at most {Most} ranges.", $"테넌트마다 최대 {Most}개 범위입니다."))];
            }
        }

        if (errors.Count > 0)
        {
            return await PageAsync(viewer, database, "", null, errors, cancellationToken);
        }

        // In one transaction: deleting first, for a number may be in both.
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (replaces)
        {
            database.ChangeTracker.Clear();
            await viewer.Scope.Numbers(database).ExecuteDeleteAsync(cancellationToken);
        }

        database.SubscriberRanges.AddRange(lines.Select(l => new SubscriberRange
        {
            Id = Guid.CreateVersion7(now),
            TenantId = viewer.Scope.TenantId,
            First = l.First,
            Last = l.Last,
            Note = l.Note,
            CreatedAt = now,
        }));
        await changes.SaveAsync(
            viewer, http, viewer.Scope.TenantId, replaces ? "numbers.replaced" : "numbers.added", lines.Count.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await PageAsync(viewer, database, "", lines.Count, [], cancellationToken);
    }

    private static IEnumerable<(int Line, Said Problem)> Clashes(IReadOnlyList<NumberLine> lines, List<SubscriberRange> known)
    {
        var byLength = known.GroupBy(r => r.First.Length).ToDictionary(g => g.Key, g => g.OrderBy(r => r.First, StringComparer.Ordinal).ToArray());
        foreach (var line in lines)
        {
            if (byLength.TryGetValue(line.First.Length, out var ranges)
                && Before(ranges, line.Last) is >= 0 and var i && string.CompareOrdinal(ranges[i].Last, line.First) >= 0)
            {
                yield return (line.Line, new Said($"Overlaps with {ranges[i].First} to {ranges[i].Last}, which is here already.", $"이미 등록된 {ranges[i].First}~{ranges[i].Last}와 겹칩니다."));
            }
        }
    }

    /// <summary>The last range that begins at or before a number; -1 when none does. Known ranges do not overlap.</summary>
    private static int Before(SubscriberRange[] ranges, string number)
    {
        var (low, high) = (0, ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(ranges[middle].First, number) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static async Task<IResult> RemoveAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Numbers(database).SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } range)
        {
            return Show.Missing();
        }

        database.SubscriberRanges.Remove(range);
        await changes.SaveAsync(viewer, http, viewer.Scope.TenantId, "numbers.removed", $"{Mask.Of(range.First)} – {Mask.Of(range.Last)}", cancellationToken);
        return Show.SeeOther("/console/administration/numbers");
    }

    private static async Task<IResult> ExportAsync(Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var ranges = await viewer.Scope.Numbers(database).AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "numbers.exported", ranges.Count.ToString(CultureInfo.InvariantCulture));
        await database.SaveChangesAsync(cancellationToken);
        var text = new StringBuilder("first,last,note\n");
        foreach (var range in ranges)
        {
            text.Append(range.First).Append(',').Append(range.Last).Append(',').Append(Cell(range.Note)).Append('\n');
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "numbers.csv");
    }

    /// <summary>Quoted, and never a formula: a spreadsheet runs what begins with = + - or @.</summary>
    private static string Cell(string note) => note.Length == 0 ? "" : $"\"{(note[0] is '=' or '+' or '-' or '@' ? "'" : "")}{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
