using CallSummary.Portal.Access;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>The devices of subscribers: the one that registers an address last has it, and a subscriber's oldest gives way to a new one.</summary>
internal sealed class DeviceList(CallSummaryDbContext database, IOptions<PortalOptions> options)
{
    public async Task AddAsync(CallScope owner, PushDevice device, CancellationToken cancellationToken)
    {
        await database.PushDevices.Where(d => d.Endpoint == device.Endpoint).ExecuteDeleteAsync(cancellationToken);
        var most = options.Value.Push.DevicesPerSubscriber;
        var surplus = await owner.Devices(database).OrderByDescending(d => d.CreatedAt).Skip(most - 1).Select(d => d.Id).ToListAsync(cancellationToken);
        await database.PushDevices.Where(d => surplus.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        database.PushDevices.Add(device);
        await database.SaveChangesAsync(cancellationToken);
    }
}
