using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Operations;

/// <summary>Puts together how a call went.</summary>
internal sealed class CallCourse(CallSummaryDbContext database)
{
    /// <summary>Null when the viewer's tenant has no such call.</summary>
    public async Task<CallCoursePage?> ReadAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        var call = await viewer.Scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var trace = await viewer.Scope.Traces(database).SingleOrDefaultAsync(t => t.CallId == id, cancellationToken);
        if (call is null && trace is null)
        {
            return null;
        }

        var pauses = RecordingPauses.Of(call?.PausesJson);
        return new CallCoursePage
        {
            Id = id,
            Call = call,
            Trace = trace,
            Ladder = trace is null ? [] : JsonSerializer.Deserialize<List<SipTraceEntry>>(trace.EntriesJson) ?? [],
            Events = [.. (await EventsAsync(call, viewer, cancellationToken)).Concat(Pauses(call, pauses)).OrderBy(e => e.At)],
            Pauses = pauses,
        };
    }

    private async Task<List<CourseEvent>> EventsAsync(Call? call, Viewer viewer, CancellationToken cancellationToken)
    {
        List<CourseEvent> events = [];
        if (call is null)
        {
            return events;
        }

        events.Add(new CourseEvent(call.StartedAt, new Said("answered", "연결")));
        if (call.EndedAt is { } ended)
        {
            events.Add(new CourseEvent(ended, new Said(
                $"ended; stretches of speech: {call.CallerUtterances + call.CalleeUtterances}", $"종료, 발화 {call.CallerUtterances + call.CalleeUtterances}개 구간")));
        }

        var summaries = await viewer.Scope.Summaries(database).Where(s => s.CallId == call.Id).Select(s => new { s.CreatedAt, s.SubscriberLeg, s.Engine }).ToListAsync(cancellationToken);
        events.AddRange(summaries.Select(s => new CourseEvent(s.CreatedAt, new Said($"summary written ({s.Engine}, {s.SubscriberLeg})", $"요약 작성 ({s.Engine}, {s.SubscriberLeg})"))));
        var audit = await viewer.Scope.Audit(database).Where(a => a.CallId == call.Id && a.Action.StartsWith("recording.")).ToListAsync(cancellationToken);
        events.AddRange(audit.Select(a => new CourseEvent(a.At, a.Action == "recording.paused"
            ? new Said($"{a.Who} asked to pause the recording", $"{a.Who}: 녹음 일시 중지 요청")
            : new Said($"{a.Who} asked to go on recording", $"{a.Who}: 녹음 재개 요청"))));
        return events;
    }

    private static IEnumerable<CourseEvent> Pauses(Call? call, IReadOnlyList<RecordingPause> pauses) => call is null ? [] : pauses.SelectMany(p => new[]
    {
        new CourseEvent(call.StartedAt + p.Start, new Said("recording paused", "녹음 일시 중지")),
        p.End is { } end ? new CourseEvent(call.StartedAt + end, new Said("recording goes on", "녹음 재개")) : null,
    }.OfType<CourseEvent>());
}
