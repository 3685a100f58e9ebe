using CallSummary.Contracts;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage.Recordings;

/// <summary>Recordings in a local (or mounted) folder: <c>{RecordingsDirectory}/{day}/{hour}/{call id}/</c>.</summary>
internal sealed class FileRecordingStore(IOptions<StorageOptions> options) : IRecordingStore
{
    /// <summary>Most bytes of one <see cref="ReadAsync"/>: an utterance is at most 28 s, so anything near this is a damaged message.</summary>
    internal const int LongestRead = 16 * 1024 * 1024;

    private const string Manifest = "manifest.jsonl";
    private readonly RecordingPaths _paths = new(options.Value.RecordingsPath);

    public long FreeBytes
    {
        get
        {
            // Before the first call the folder itself may not be there yet.
            var folder = _paths.Root;
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            {
                folder = parent;
            }

            return new DriveInfo(folder).AvailableFreeSpace;
        }
    }

    public Stream OpenAppend(Guid callId, Leg leg) => OpenAppend(callId, FileName(leg));

    public Stream OpenManifestAppend(Guid callId) => OpenAppend(callId, Manifest);

    public Stream? OpenRead(Guid callId, Leg leg) => OpenRead(callId, FileName(leg));

    public Stream? OpenManifestRead(Guid callId) => OpenRead(callId, Manifest);

    public IEnumerable<Guid> ListCalls() => _paths.ListCalls();

    public void Delete(Guid callId)
    {
        try
        {
            Directory.Delete(_paths.FolderOf(callId), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordingFile.Failure("deleted", _paths.FolderOf(callId), exception);
        }
    }

    public async ValueTask<byte[]> ReadAsync(Guid callId, Leg leg, long start, long end, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, LongestRead, nameof(end));
        await using var stream = OpenRead(callId, leg)
            ?? throw new FileNotFoundException($"Call {callId} has no recording of its {leg}: it was erased, or this host does not see {StorageOptions.Section}:RecordingsDirectory ('{_paths.Root}').");
        var bytes = new byte[end - start];
        stream.Seek(start, SeekOrigin.Begin);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static string FileName(Leg leg) => leg switch
    {
        Leg.Caller => "caller.leg",
        Leg.Callee => "callee.leg",
        _ => throw new ArgumentOutOfRangeException(nameof(leg), leg, "A recording has a caller and a callee."),
    };

    private RecordingFile OpenAppend(Guid callId, string file)
    {
        var folder = _paths.FolderOf(callId);
        try
        {
            Directory.CreateDirectory(folder);
            return new RecordingFile(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordingFile.Failure("written", folder, exception);
        }
    }

    private FileStream? OpenRead(Guid callId, string file)
    {
        try
        {
            return new FileStream(
                Path.Combine(_paths.FolderOf(callId), file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 16 * 1024, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
