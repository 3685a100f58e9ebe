using System.Text.Json;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Portal.Pages;
using CallSummary.Portal.Search;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>What a subscriber does with a call. Each is a plain form; a script asks for the same and stays on the page.</summary>
internal static class CallChangeEndpoints
{
    private const int LongestText = 2000;

    public static void MapCallChanges(this IEndpointRouteBuilder app)
    {
        var call = app.MapGroup("/calls/{id:guid}");
        call.MapPost("/corrections", CorrectAsync);
        call.MapPost("/todos/{index:int}", TickAsync);
        call.MapPost("/rating", RateAsync);
        call.MapPost("/approval", ApproveAsync);
        call.MapPost("/party", NameAsync);
        call.MapPost("/delete", DeleteAsync);
        app.MapPost("/delete-all", DeleteAllAsync);
    }

    private static async Task<IResult> CorrectAsync(
        Guid id, Viewer viewer, HttpRequest request, CallReader reader, CallSummaryDbContext database, CallEraser eraser, CallIndexer indexer, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        var form = await request.ReadFormAsync(cancellationToken);
        var (target, text) = (form["target"].ToString(), form["text"].ToString().Trim());
        if (text.Length is 0 or > LongestText || Corrections.OriginalOf(view, target) is not { } original)
        {
            return Results.BadRequest($"Write 1 to {LongestText} characters.");
        }

        var now = time.GetUtcNow();
        database.Corrections.Add(new Correction
        {
            Id = Guid.CreateVersion7(now),
            CallId = id,
            TenantId = viewer.Scope.TenantId,
            SubscriberNumber = viewer.Number,
            Target = target,
            Original = original,
            Text = text,
            Author = viewer.Name,
            CreatedAt = now,
        });
        await database.SaveChangesAsync(cancellationToken);
        await eraser.EraseLateWordsAsync(id, cancellationToken);
        await indexer.IndexAsync(id, viewer.Scope.TenantId, cancellationToken);
        return Show.SeeOther($"/app/calls/{id}");
    }

    private static async Task<IResult> TickAsync(
        Guid id, int index, Viewer viewer, HttpRequest request, CallReader reader, CallSummaryDbContext database, CallEraser eraser, CallIndexer indexer, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { Summary: { } summary } || index < 0 || index >= summary.Todos.Count)
        {
            return Show.Missing();
        }

        var done = (await request.ReadFormAsync(cancellationToken))["done"] == "true";
        await CallMarks.ChangeAsync(database, id, viewer, mark =>
        {
            var all = mark.Done.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(n => n != $"{index}");
            mark.Done = string.Join(',', done ? all.Append($"{index}") : all);
        }, cancellationToken);
        await eraser.EraseLateWordsAsync(id, cancellationToken);
        await indexer.IndexAsync(id, viewer.Scope.TenantId, cancellationToken);
        return Show.SeeOther($"/app/calls/{id}");
    }

    private static async Task<IResult> RateAsync(
        Guid id, Viewer viewer, HttpRequest request, CallReader reader, CallSummaryDbContext database, CallEraser eraser, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { Summary: { } summary } view)
        {
            return Show.Missing();
        }

        var form = await request.ReadFormAsync(cancellationToken);
        var now = time.GetUtcNow();
        var rating = int.TryParse(form["rating"], out var stars) ? Math.Clamp(stars, 1, 5) : (int?)null;
        database.SummaryFeedback.Add(new SummaryFeedback
        {
            Id = Guid.CreateVersion7(now),
            CallId = id,
            TenantId = viewer.Scope.TenantId,
            SubscriberLeg = view.Me,
            Rating = rating,
            CorrectionJson = summary.IsEdited ? JsonSerializer.Serialize(summary.Corrected) : null,
            MayImprove = form["improve"] == "true",
            CreatedAt = now,
        });
        return await MarkAsync(id, viewer, database, eraser, mark => mark.Rating = rating, cancellationToken);
    }

    private static Task<IResult> ApproveAsync(Guid id, Viewer viewer, CallSummaryDbContext database, CallEraser eraser, TimeProvider time, CancellationToken cancellationToken) =>
        MarkAsync(id, viewer, database, eraser, mark => mark.ApprovedAt = time.GetUtcNow(), cancellationToken);

    private static async Task<IResult> MarkAsync(
        Guid id, Viewer viewer, CallSummaryDbContext database, CallEraser eraser, Action<CallMark> change, CancellationToken cancellationToken)
    {
        if (!await viewer.Scope.Calls(database).AnyAsync(c => c.Id == id, cancellationToken))
        {
            return Show.Missing();
        }

        await CallMarks.ChangeAsync(database, id, viewer, change, cancellationToken);
        await eraser.EraseLateWordsAsync(id, cancellationToken);
        return Show.SeeOther($"/app/calls/{id}");
    }

    private static async Task<IResult> NameAsync(
        Guid id, Viewer viewer, HttpRequest request, CallReader reader, ContactBook contacts, CallIndexer indexer, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        await contacts.SetAsync(viewer, [new ContactEntry(view.OtherNumber, (await request.ReadFormAsync(cancellationToken))["name"].ToString())], cancellationToken);
        await indexer.IndexAsync(id, viewer.Scope.TenantId, cancellationToken);
        return Show.SeeOther($"/app/calls/{id}");
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, Viewer viewer, CallSummaryDbContext database, CallEraser eraser, KnownParties known, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return Show.Missing();
        }

        await EraseAsync(call, eraser, known, cancellationToken);
        return Show.SeeOther("/app");
    }

    private static async Task<IResult> DeleteAllAsync(
        Viewer viewer, HttpRequest request, CallSummaryDbContext database, CallEraser eraser, KnownParties known, CancellationToken cancellationToken)
    {
        if ((await request.ReadFormAsync(cancellationToken))["sure"] != "yes")
        {
            return Results.BadRequest("Tick the box that says you are sure.");
        }

        // Those that run are not erased under the caller's ear: they are kept until they end.
        foreach (var call in await viewer.Scope.Calls(database).Where(c => c.State != CallState.InProgress).ToListAsync(cancellationToken))
        {
            await EraseAsync(call, eraser, known, cancellationToken);
        }

        return Show.SeeOther("/app");
    }

    private static Task<bool> EraseAsync(Call call, CallEraser eraser, KnownParties known, CancellationToken cancellationToken)
    {
        known.Remember(call.Id, CallParties.Of(call)); // Its readers must still be told.
        return eraser.EraseAsync(call.Id, cancellationToken);
    }
}
