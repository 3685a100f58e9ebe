using System.Collections.Concurrent;
using CallSummary.Transcription.Catalogue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Workers;

/// <summary>
/// Transcribes with whisper.cpp in worker processes, each with its own weights: a native crash costs one worker, which is replaced, and its
/// utterance is given to another. An utterance that crashes several is set aside.
/// </summary>
internal sealed class ProcessTranscriber(
    IOptions<TranscriptionOptions> options,
    TimeProvider time,
    TranscriptionMetrics metrics,
    ILogger<ProcessTranscriber> logger) : ITranscriber, IDisposable
{
    private readonly TranscriptionOptions _options = options.Value;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly SemaphoreSlim _changing = new(1, 1);
    private WorkerSlots? _slots;
    private int? _threads;
    private readonly ConcurrentBag<WorkerProcess> _idle = [];
    private readonly ConcurrentDictionary<int, WorkerProcess> _busy = [];
    private string _model = "";
    private string _good = "";
    private string? _refused;

    public string Model => _model;

    /// <summary>Process ids of the workers at work.</summary>
    internal IReadOnlyCollection<int> Busy => [.. _busy.Keys];

    /// <summary>Utterances that are heard at once with the current model.</summary>
    internal int Workers => _slots?.Count ?? 0;

    /// <summary>Starts the first worker, so that what is wrong with the model is known before utterances come; it measures how many there should be.</summary>
    public async Task<WorkerSlots> StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_slots is null)
            {
                var first = await RentAsync(cancellationToken);
                _idle.Add(first);
                _slots = new WorkerSlots(first.Plan.Workers, _options.UtteranceTimeout, time, metrics);
            }

            return _slots;
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken) =>
        await (_slots ?? await StartAsync(cancellationToken)).RunAsync(stop => InWorkersAsync(speech, stop), cancellationToken);

    /// <summary>A process that is stopped in its work has to be replaced: so this takes none of the last, and does not give way.</summary>
    public async Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) =>
        await (_slots ?? await StartAsync(cancellationToken)).RunIfIdleAsync(stop => InWorkersAsync(speech, stop), cancellationToken, leave: 1, givesWay: false);

    public void Dispose()
    {
        _slots?.Dispose();
        _starting.Dispose();
        _changing.Dispose();
        while (_idle.TryTake(out var worker))
        {
            worker.Dispose();
        }
    }

    private async Task<Recognition> InWorkersAsync(Speech speech, CancellationToken stop)
    {
        for (var crash = 1; ; crash++)
        {
            var worker = await RentAsync(stop);
            var usable = false;
            _busy[worker.Id] = worker;
            try
            {
                var heard = await worker.HearAsync(speech, stop);
                usable = true;
                return heard;
            }
            catch (TranscriptionException)
            {
                usable = true;
                throw;
            }
            catch (WorkerCrashedException e)
            {
                metrics.WorkerCrashed();
                TranscriptionLog.WorkerCrashed(logger, e.Message, crash, _options.CrashesBeforeSetAside);
                if (crash >= _options.CrashesBeforeSetAside)
                {
                    throw new SetAsideException($"The utterance ended {crash} worker processes.", e);
                }
            }
            finally
            {
                _busy.TryRemove(worker.Id, out _);
                if (usable && worker.ModelPath == _good)
                {
                    _idle.Add(worker);
                }
                else
                {
                    // Crashed, stopped in a native run that hears nothing, or with a model that is no longer used.
                    worker.Dispose();
                }
            }
        }
    }

    private async Task<WorkerProcess> RentAsync(CancellationToken stop)
    {
        var path = ModelFolder.Resolve(_options);
        path = path == _refused ? _good : path;
        while (_idle.TryTake(out var idle))
        {
            if (idle.ModelPath == path)
            {
                return idle;
            }

            // Another model was chosen since.
            idle.Dispose();
        }

        try
        {
            return await StartAsync(path, stop);
        }
        catch (Exception e) when (e is TranscriptionException or WorkerCrashedException && _good.Length > 0 && path != _good)
        {
            _refused = path;
            TranscriptionLog.SwitchFailed(logger, e.Message, _model);
            return await StartAsync(_good, stop);
        }
    }

    private async Task<WorkerProcess> StartAsync(string path, CancellationToken stop)
    {
        if (path == _good)
        {
            return await WorkerProcess.StartAsync(path, _options, _threads, stop);
        }

        await _changing.WaitAsync(stop);
        try
        {
            // One measures for all; whoever waited meanwhile is told.
            var isFirst = path != _good;
            var worker = await WorkerProcess.StartAsync(path, _options, isFirst ? null : _threads, stop);
            if (isFirst)
            {
                Take(worker, path);
            }

            return worker;
        }
        finally
        {
            _changing.Release();
        }
    }

    private void Take(WorkerProcess first, string path)
    {
        (_model, _good, _threads) = (first.Model, path, first.Plan.Threads);
        TranscriptionLog.WorkersAreProcesses(logger, first.Plan.Workers, first.Plan.Threads, first.Plan.Why, first.Model);
        _slots?.Resize(first.Plan.Workers);
        while (_idle.TryTake(out var old))
        {
            old.Dispose();
        }
    }
}
