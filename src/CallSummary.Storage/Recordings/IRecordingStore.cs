using CallSummary.Contracts;

namespace CallSummary.Storage.Recordings;

/// <summary>
/// Where recordings are kept: one folder a call, named by its id, holding one append-only file per leg
/// (<c>caller.leg</c>, <c>callee.leg</c>) and the manifest (<c>manifest.jsonl</c>).
/// </summary>
public interface IRecordingStore : IRecordedAudio
{
    /// <summary>Opens a leg's file for appending; creates it (and its folder) when absent.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the message names the folder.</exception>
    Stream OpenAppend(Guid callId, Leg leg);

    /// <summary>Opens a call's manifest for appending; creates it (and its folder) when absent.</summary>
    Stream OpenManifestAppend(Guid callId);

    /// <summary>Opens a call's manifest for reading; null when there is none.</summary>
    Stream? OpenManifestRead(Guid callId);

    /// <summary>Ids of all calls that have a folder.</summary>
    IEnumerable<Guid> ListCalls();

    /// <summary>Removes everything of a call. Removing what is not there is no error.</summary>
    void Delete(Guid callId);

    /// <summary>Free space where recordings are kept, in bytes.</summary>
    long FreeBytes { get; }
}
