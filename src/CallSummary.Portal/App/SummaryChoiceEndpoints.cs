using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary><c>/app/settings/summaries</c>: which calls a subscriber wants summarised. The gateway heeds it from the next call on.</summary>
internal static class SummaryChoiceEndpoints
{
    private const int Most = 200;

    public static void MapSummaryChoices(this IEndpointRouteBuilder app) => app.MapPost("/settings/summaries", ChangeAsync);

    /// <summary>The choice for everybody, and those for single numbers.</summary>
    public static Task<List<SummaryChoice>> ReadAsync(Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        viewer.Scope.Choices(database).AsNoTracking().Where(c => c.Outgoing != null || c.Incoming != null).OrderBy(c => c.OtherNumber).ToListAsync(cancellationToken);

    private static async Task<IResult> ChangeAsync(Viewer viewer, HttpRequest request, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var written = form["number"].ToString().Trim();
        var number = written.Length == 0 ? string.Empty : VCard.Number(written);
        if (number is null)
        {
            return Results.BadRequest("Write a telephone number.");
        }

        var choice = await viewer.Scope.Choices(database).SingleOrDefaultAsync(c => c.OtherNumber == number, cancellationToken);
        if (choice is null)
        {
            // What was taken back stays until every gateway has seen it.
            var seen = time.GetUtcNow() - TimeSpan.FromDays(1);
            await viewer.Scope.Choices(database).Where(c => c.Outgoing == null && c.Incoming == null && c.ChangedAt < seen).ExecuteDeleteAsync(cancellationToken);
            if (number.Length > 0 && await viewer.Scope.Choices(database).CountAsync(cancellationToken) >= Most)
            {
                return Results.BadRequest($"At most {Most} numbers can have a choice of their own.");
            }

            choice = new SummaryChoice { TenantId = viewer.Scope.TenantId, SubscriberNumber = viewer.Number, OtherNumber = number, ChangedAt = time.GetUtcNow() };
            database.SummaryChoices.Add(choice);
        }

        choice.Outgoing = form.ContainsKey("outgoing") ? Chosen(form["outgoing"]) : choice.Outgoing;
        choice.Incoming = form.ContainsKey("incoming") ? Chosen(form["incoming"]) : choice.Incoming;
        choice.ChangedAt = time.GetUtcNow();
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/app/settings#summaries");
    }

    private static bool? Chosen(string? value) => value switch { "on" => true, "off" => false, _ => null };
}
