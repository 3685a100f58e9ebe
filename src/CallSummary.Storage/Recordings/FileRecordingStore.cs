using CallSummary.Contracts;
using CallSummary.Storage.Recordings.Encryption;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage.Recordings;

/// <summary>
/// Recordings in a local (or mounted) folder: <c>{RecordingsDirectory}/{day}/{hour}/{call id}/</c>; encrypted (<see cref="EncryptedRecordingFormat"/>)
/// when there is a key. Files from before there was one are read, and gone on with, as they are.
/// </summary>
internal sealed class FileRecordingStore(IOptions<StorageOptions> options) : IRecordingStore
{
    /// <summary>Most bytes of one <see cref="ReadAsync"/>: an utterance is at most 28 s, so anything near this is a damaged message.</summary>
    internal const int LongestRead = 16 * 1024 * 1024;

    private const string Manifest = "manifest.jsonl";
    private readonly RecordingPaths _paths = new(options.Value.RecordingsPath);
    private readonly RecordingKeys _keys = RecordingKeys.Load(options.Value.RecordingKeysFile);

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

    private Stream OpenAppend(Guid callId, string name)
    {
        var folder = _paths.FolderOf(callId);
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, name);
            return new FileInfo(path) is { Exists: true, Length: > 0 }
                ? GoOn(path, new RecordingFileName(callId, name))
                : Begin(path, new RecordingFileName(callId, name), segment: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordingFile.Failure("written", folder, exception);
        }
    }

    private Stream Begin(string path, RecordingFileName name, int segment) =>
        _keys.Current is { } key ? new EncryptedRecordingFile(new RecordingFile(path), key, name, segment) : new RecordingFile(path);

    private Stream GoOn(string path, RecordingFileName name)
    {
        using var file = OpenFile(path, FileAccess.ReadWrite);
        if (!RecordingChunks.IsEncrypted(file))
        {
            return new RecordingFile(path);
        }

        using var reader = new EncryptedRecordingReader(file, _keys, name);
        var (end, segments) = reader.FindEnd();
        file.SetLength(end);
        return Begin(path, name, segments);
    }

    private Stream? OpenRead(Guid callId, string name)
    {
        try
        {
            var file = OpenFile(Path.Combine(_paths.FolderOf(callId), name), FileAccess.Read);
            var isEncrypted = file.Length == 0 ? _keys.Current is not null : RecordingChunks.IsEncrypted(file);
            return isEncrypted ? new EncryptedRecordingReader(file, _keys, new RecordingFileName(callId, name)) : file;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStream OpenFile(string path, FileAccess access) =>
        new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, 16 * 1024, FileOptions.Asynchronous);
}
