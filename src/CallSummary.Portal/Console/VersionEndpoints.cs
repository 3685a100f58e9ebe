using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Console;

/// <summary><c>/console/calls/{id}/versions</c>: what each model wrote, side by side, and the same once more with another. Nothing is overwritten.</summary>
internal static partial class VersionEndpoints
{
    /// <summary>Commands of one call: each costs a model's time.</summary>
    internal const int MostReruns = 50;

    public static void MapVersions(this IEndpointRouteBuilder call)
    {
        call.MapGet("/versions", (Guid id, Viewer viewer, HttpRequest request, CallDesk desk, CallSummaryDbContext database, CancellationToken cancellationToken) =>
            ReviewEndpoints.UnderGrantAsync(id, viewer, desk, (found, grant) => ShowAsync(found, grant, request, viewer, database, null, cancellationToken), cancellationToken));
        call.MapPost("/reruns", RerunAsync);
    }

    private static async Task<IResult> ShowAsync(
        Call call, AccessGrant grant, HttpRequest request, Viewer viewer, CallSummaryDbContext database, Said? problem, CancellationToken cancellationToken)
    {
        var tenant = viewer.Scope.TenantId;
        var current = await viewer.Scope.Summaries(database).Where(s => s.CallId == call.Id).ToListAsync(cancellationToken);
        var earlier = await database.EarlierSummaries.AsNoTracking().Where(s => s.CallId == call.Id && s.TenantId == tenant).ToListAsync(cancellationToken);
        List<SummaryVersion> versions = [.. current.Select(SummaryVersion.Of).Concat(earlier.Select(SummaryVersion.Of)).OrderByDescending(v => v.At)];
        var after = Chosen(versions, request.Query["after"]) ?? versions.FirstOrDefault(v => v.IsCurrent);
        var before = Chosen(versions, request.Query["before"]) ?? versions.FirstOrDefault(v => !v.IsCurrent && v.Leg == after?.Leg);
        return Show.Page(
            "/Console/VersionsPage.cshtml",
            new VersionsPage
            {
                Call = call,
                Grant = grant,
                Versions = versions,
                Before = before,
                After = after,
                Transcripts = await TranscriptsAsync(call, viewer, database, cancellationToken),
                Reruns = await database.Reruns.AsNoTracking().Where(r => r.CallId == call.Id && r.TenantId == tenant).OrderByDescending(r => r.Id).ToListAsync(cancellationToken),
                Problem = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<List<(DateTimeOffset ReplacedAt, IReadOnlyList<TranscriptChange> Changes)>> TranscriptsAsync(
        Call call, Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var earlier = await database.EarlierTranscripts.AsNoTracking().Where(t => t.CallId == call.Id && t.TenantId == viewer.Scope.TenantId)
            .OrderByDescending(t => t.Id).ToListAsync(cancellationToken);
        var then = await viewer.Scope.Utterances(database, call.Id).ToListAsync(cancellationToken);
        List<(DateTimeOffset, IReadOnlyList<TranscriptChange>)> changes = [];
        foreach (var transcript in earlier)
        {
            changes.Add((transcript.ReplacedAt, TranscriptChange.Between(transcript.UtterancesJson, then)));
            then = System.Text.Json.JsonSerializer.Deserialize<List<Utterance>>(transcript.UtterancesJson) ?? [];
        }

        return changes;
    }

    private static async Task<IResult> RerunAsync(
        Guid id, Viewer viewer, HttpContext http, CallDesk desk, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        return await ReviewEndpoints.UnderGrantAsync(id, viewer, desk, async (call, grant) =>
        {
            var (kind, engine, model, language) = (form["kind"].ToString(), Engine(form["engine"].ToString()), Word(form["model"]), Word(form["language"]));
            if (await ProblemAsync(call, kind, model, language, database, cancellationToken) is { } problem)
            {
                return await ShowAsync(call, grant, http.Request, viewer, database, problem, cancellationToken);
            }

            var now = time.GetUtcNow();
            if (kind == "summary")
            {
                database.SummarizeAgain(call, null, engine, model, now);
            }
            else
            {
                await database.TranscribeAgainAsync(call, model, language, now, cancellationToken);
            }

            // Saved with the command: it leaves if and only if the log has it.
            await desk.LogAsync($"call.{kind}-again", call, grant, viewer, http, model ?? engine?.ToString(), cancellationToken);
            return Show.SeeOther($"/console/calls/{id}/versions");
        }, cancellationToken);
    }

    private static async Task<Said?> ProblemAsync(Call call, string kind, string? model, string? language, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (kind is not ("summary" or "transcript") || (model is not null && !ModelName().IsMatch(model)) || language is not (null or "ko" or "en"))
        {
            return new Said("A model's name has 1 to 100 letters, digits and . _ - / : characters.", "모델 이름은 문자, 숫자와 . _ - / : 로 1~100자입니다.");
        }

        if (call.State != CallState.Summarized)
        {
            return new Said("The call's own work is not done yet: try again when it is.", "통화 처리가 아직 끝나지 않았습니다. 끝난 뒤 다시 시도하세요.");
        }

        var reruns = await database.Reruns.Where(r => r.CallId == call.Id).Select(r => r.FinishedAt).ToListAsync(cancellationToken);
        return reruns.Any(finished => finished is null) ? new Said("One is under way: wait for it.", "이미 진행 중입니다. 끝날 때까지 기다려 주세요.")
            : reruns.Count >= MostReruns ? new Said($"It was done again {MostReruns} times: enough.", $"이미 {MostReruns}번 다시 처리했습니다.")
            : null;
    }

    private static SummaryVersion? Chosen(List<SummaryVersion> versions, string? id) => Guid.TryParse(id, out var chosen) ? versions.Find(v => v.Id == chosen) : null;

    private static SummaryBackend? Engine(string text) => text switch
    {
        "llama" => SummaryBackend.Llama,
        "server" => SummaryBackend.OpenAICompatible,
        "extractive" => SummaryBackend.Extractive,
        _ => null,
    };

    private static string? Word(string? text) => text?.Trim() is { Length: > 0 } word ? word : null;

    [GeneratedRegex(@"^[A-Za-z0-9._\-/:]{1,100}\z")]
    private static partial Regex ModelName();
}
